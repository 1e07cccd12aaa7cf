package acp.surface.extension;

import acp.session.Search.Hit;
import acp.session.Search.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A passage that fits.
 *
 * @param kind {@code prompt}, {@code answer}, {@code tool} or {@code title}
 * @param messageId of a prompt or an answer
 * @param toolCallId of a tool call
 * @param seq where in the session it begins
 * @param snippet some of the text, on one line
 * @param marks where in the snippet the words are, in UTF-16 units
 */
public record SearchHit(
    String sessionId,
    @Nullable String title,
    String cwd,
    String kind,
    @Nullable String messageId,
    @Nullable String toolCallId,
    @Nullable String tool,
    long seq,
    String at,
    String snippet,
    List<Mark> marks,
    double score) {
  public SearchHit {
    marks = List.copyOf(marks);
  }

  /** A stretch; {@code to} is behind it. */
  public record Mark(int from, int to) {}

  static SearchHit of(Hit hit) {
    boolean call = hit.kind() == Kind.TOOL;
    return new SearchHit(
        hit.session().value(),
        hit.title(),
        hit.cwd(),
        hit.kind().name().toLowerCase(Locale.ROOT),
        call ? null : hit.id(),
        call ? hit.id() : null,
        hit.tool(),
        hit.seq(),
        hit.at().toString(),
        hit.snippet(),
        hit.marks().stream().map(mark -> new Mark(mark.from(), mark.to())).toList(),
        hit.score());
  }
}
