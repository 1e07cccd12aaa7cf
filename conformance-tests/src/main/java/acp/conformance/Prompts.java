package acp.conformance;

/**
 * What is said to the model behind an agent. A model understands the usual ones, and an agent that
 * acts by the first word of a prompt does what is meant as well; so what follows that word is all
 * there is to edit, to run or to read.
 *
 * @param quick {@code $SHORT}: answered quickly
 * @param lasting {@code $LONG}: the answer streams until it is cancelled
 * @param edit {@code $EDIT}: makes a change to {@code notes.txt} in the workspace
 * @param run {@code $RUN}: runs a harmless command
 * @param read {@code $READ}: reads {@code notes.txt}
 * @param plan {@code $PLAN}: makes a plan
 */
public record Prompts(
    String quick, String lasting, String edit, String run, String read, String plan) {

  /** For {@link #quick}. */
  public static final String QUICK = "hello";

  /** For {@link #lasting}. */
  public static final String LASTING =
      "slow: count from 1 to 2000 in words, one number on a line, and write nothing else";

  /** For {@link #edit}; what to change is said by the file itself, if it holds {@link #NOTES}. */
  public static final String EDIT = "edit notes.txt";

  /** For {@link #run}. */
  public static final String RUN = "run echo conformance";

  /** For {@link #read}. */
  public static final String READ = "read notes.txt";

  /** For {@link #plan}. */
  public static final String PLAN =
      "plan: with your planning tool make a plan of three small steps to describe this folder, and"
          + " carry it out, changing nothing";

  /** {@code $NOTES}: a text for the file that says to a model what "edit notes.txt" may mean. */
  static final String NOTES =
      "Notes\n\nTo do: whoever is asked to edit this file adds the line \"done\" at its end.\n";

  /** The usual ones. */
  public static final Prompts USUAL = new Prompts(QUICK, LASTING, EDIT, RUN, READ, PLAN);

  /** Gives them their names in a transcript, {@code $CWD} and {@code $HOME} being bound. */
  void bind(Bindings bindings) {
    bindings.bind("NOTES", NOTES);
    bindings.bind("SHORT", bindings.fill(quick));
    bindings.bind("LONG", bindings.fill(lasting));
    bindings.bind("EDIT", bindings.fill(edit));
    bindings.bind("RUN", bindings.fill(run));
    bindings.bind("READ", bindings.fill(read));
    bindings.bind("PLAN", bindings.fill(plan));
  }
}
