package acp.conformance;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.List;
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

  /**
   * Plays the transcript to its end or to the first failure. Whatever was seen broken meanwhile is
   * a failure as well.
   */
  public Verdict judge(Transcript transcript) {
    return play(transcript).strict();
  }

  /** Plays the transcript, and tells all that was found. */
  public Played play(Transcript transcript) {
    long begin = System.nanoTime();
    try (Player player = new Player(transcript, this)) {
      Verdict verdict = player.play();
      return new Played(transcript, verdict, player.breaches(), player.agentInfo(), since(begin));
    } catch (RuntimeException e) {
      Verdict verdict = Player.kitFailed(transcript, transcript.steps().getFirst(), e, List.of());
      return new Played(transcript, verdict, List.of(), MissingNode.getInstance(), since(begin));
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
