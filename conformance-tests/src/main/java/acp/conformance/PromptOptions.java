package acp.conformance;

import picocli.CommandLine.Option;

/** The options that say what is said to the model behind the agent. */
final class PromptOptions {
  @Option(
      names = "--short-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.QUICK,
      description = "a prompt that is answered quickly (default: ${DEFAULT-VALUE})")
  private String quick = Prompts.QUICK;

  @Option(
      names = "--long-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.LASTING,
      description = "a prompt that keeps the agent busy until it is cancelled")
  private String lasting = Prompts.LASTING;

  @Option(
      names = "--edit-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.EDIT,
      description = "a prompt that makes it change notes.txt (default: ${DEFAULT-VALUE})")
  private String edit = Prompts.EDIT;

  @Option(
      names = "--run-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.RUN,
      description = "a prompt that makes it run a harmless command (default: ${DEFAULT-VALUE})")
  private String run = Prompts.RUN;

  @Option(
      names = "--read-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.READ,
      description = "a prompt that makes it read notes.txt (default: ${DEFAULT-VALUE})")
  private String read = Prompts.READ;

  @Option(
      names = "--plan-prompt",
      paramLabel = "TEXT",
      defaultValue = Prompts.PLAN,
      description = "a prompt that makes it tell a plan")
  private String plan = Prompts.PLAN;

  /** What they come to. */
  Prompts prompts() {
    return new Prompts(quick, lasting, edit, run, read, plan);
  }
}
