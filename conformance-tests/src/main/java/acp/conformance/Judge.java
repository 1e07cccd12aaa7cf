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
 * @param shortPrompt what {@code $SHORT} stands for: a prompt that is answered quickly
 * @param longPrompt what {@code $LONG} stands for: a prompt whose answer streams until it is
 *     cancelled
 * @param login the {@code methodId} to authenticate with after {@code initialize}, or {@code null}
 */
public record Judge(
    AgentCommand agent,
    Duration patience,
    String shortPrompt,
    String longPrompt,
    @Nullable String login) {

  /** A prompt that every agent answers with little. */
  public static final String SHORT_PROMPT = "hello";

  /** A prompt that keeps a scripted agent, and most others, busy for a while. */
  public static final String LONG_PROMPT =
      "slow: count from 1 to 2000 in words, one number on a line, and write nothing else";

  /** A judge with the usual prompts and no login. */
  public Judge(AgentCommand agent, Duration patience) {
    this(agent, patience, SHORT_PROMPT, LONG_PROMPT, null);
  }

  /** Plays the transcript to its end or to the first failure. */
  public Verdict judge(Transcript transcript) {
    try (Player player = new Player(transcript, this)) {
      return player.play();
    }
  }
}
