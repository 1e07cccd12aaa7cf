package acp.conformance;

/** What is known of a requirement. */
enum Outcome {
  /** The agent fulfils it. */
  PASSED("passed", "PASS"),
  /** It does not. */
  FAILED("failed", "FAIL"),
  /** Something else failed first, or nothing that was played is about it. */
  NOT_REACHED("not-reached", "----"),
  /** It is about something that the agent does not offer or did not do. */
  NOT_APPLICABLE("not-applicable", "N/A ");

  private final String word;
  private final String mark;

  Outcome(String word, String mark) {
    this.word = word;
    this.mark = mark;
  }

  /** The word for it in reports that programs read. */
  String word() {
    return word;
  }

  /** Four characters for people. */
  String mark() {
    return mark;
  }

  /** What came of a transcript. */
  static Outcome of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passed _ -> PASSED;
      case Verdict.NotApplicable _ -> NOT_APPLICABLE;
      case Verdict.Failed _ -> FAILED;
    };
  }
}
