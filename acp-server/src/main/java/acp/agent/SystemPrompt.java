package acp.agent;

import java.util.List;

/** Who the model is told it is. Short: what a tool does is said by the tool. */
final class SystemPrompt {

  private SystemPrompt() {}

  /** Stable for a session, so that providers can cache it: no time, no counters. */
  static String of(String cwd, List<String> roots) {
    StringBuilder prompt =
        new StringBuilder(
            """
            You are a coding agent working in the user's project through their editor. Look before you change: read the
            files that matter, search where you are unsure. Make the smallest change that does what was asked, in the
            style of the code around it. Run the project's own checks after a change where there are any. Use
            update_plan for work of several steps and keep it current. When a tool fails, read its message and mend the
            cause; when the user refuses a step, do not try it again in another way. Say what you did in a few plain
            sentences, and say honestly what you did not do or could not check.

            """);
    prompt.append("Operating system: ").append(System.getProperty("os.name")).append('\n');
    prompt.append("Working directory: ").append(cwd).append('\n');
    for (String root : roots) {
      prompt.append("Also part of the workspace: ").append(root).append('\n');
    }
    return prompt.toString();
  }
}
