package acp.shell;

/** What a command line consists of, in the order in which it would be done. */
sealed interface Step {

  /** A program is run. */
  record Run(SimpleCommand command) implements Step {}

  /** What comes next is done whether or not the step before came off, or only then. */
  record Link(boolean onlyIfDone) implements Step {}

  /** A shell of its own begins: what is changed in it is forgotten behind it. */
  record Open() implements Step {}

  /** The shell that was opened last ends. */
  record Close() implements Step {}
}
