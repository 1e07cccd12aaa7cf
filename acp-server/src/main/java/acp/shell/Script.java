package acp.shell;

import java.util.List;

/**
 * A command line, read.
 *
 * @param turns true if some of it may be done again, or just if what was before it failed
 */
record Script(List<Step> steps, boolean turns) {
  /** Longer lines are not read; people do not read them either. */
  static final int LONGEST = 16 * 1024;

  /** How deep commands may stand within commands. */
  static final int DEEPEST = 12;

  /** How many steps there may be. */
  static final int MOST_STEPS = 400;

  Script {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a line.
   *
   * @param depth how many commands it stands within
   * @throws Unreadable if it is not understood for sure
   */
  static Script read(String line, int depth) {
    if (line.length() > LONGEST) {
      throw new Unreadable("too long");
    }
    if (line.codePoints().anyMatch(Script::isTreacherous)) {
      throw new Unreadable("unusual characters");
    }
    Parser parser = new Parser(line, depth);
    parser.readAll();
    return new Script(parser.steps(), parser.turns());
  }

  /** What is not seen, or is a blank to some shells and a letter to others. */
  private static boolean isTreacherous(int codePoint) {
    if (codePoint == '\n' || codePoint == '\t' || codePoint == ' ') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
