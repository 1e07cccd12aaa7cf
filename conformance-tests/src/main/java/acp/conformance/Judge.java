package acp.conformance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Plays transcripts to an agent, each to a fresh process in a fresh home.
 *
 * <p>Immutable; may be used by several threads, each of which starts processes of its own.
 *
 * @param agent the agent that is judged
 * @param patience how long an answer may take
 * @param prompts what is said to the model behind the agent
 * @param login the {@code methodId} to authenticate with after {@code initialize}, or {@code null}
 */
public record Judge(
    AgentCommand agent, Duration patience, Prompts prompts, @Nullable String login) {

  /** A judge with the usual prompts and no login. */
  public Judge(AgentCommand agent, Duration patience) {
    this(agent, patience, Prompts.USUAL, null);
  }

  /** Plays the transcript to its end or to the first failure. */
  public Verdict judge(Transcript transcript) {
    try (Player player = new Player(transcript, this)) {
      return player.play();
    }
  }
}
