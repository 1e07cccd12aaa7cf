package acp.surface.extension;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Outcome;
import acp.surface.extension.Happenings.Happening;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells events in few words. */
final class Tellings {
  private static final int LONGEST = 2000;

  private Tellings() {}

  /** What is to be told of these. */
  static List<Happening> of(List<Entry> entries) {
    return entries.stream().map(Tellings::of).filter(each -> each != null).toList();
  }

  private static @Nullable Happening of(Entry entry) {
    return switch (entry.event()) {
      case Event.PromptAccepted prompt -> told(entry, "prompt", words(prompt.content()));
      case Event.MessageChunk chunk ->
          told(entry, chunk.role() == Event.Role.THOUGHT ? "thought" : "message", chunk.text());
      case Event.ToolCallStarted call -> told(entry, "tool", call.title());
      case Event.ToolCallEnded call ->
          told(entry, "tool_ended", call.status().name().toLowerCase(Locale.ROOT));
      case Event.TitleChanged title -> told(entry, "title", title.title());
      case Event.NoticeRaised notice -> told(entry, "notice", notice.title());
      case Event.TurnEnded end -> told(entry, "turn_ended", how(end.outcome()));
      default -> null;
    };
  }

  private static Happening told(Entry entry, String kind, String text) {
    String cut =
        text.codePointCount(0, text.length()) <= LONGEST
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    return new Happening(entry.seq(), entry.at().toString(), kind, cut);
  }

  private static String words(List<Content> content) {
    return content.stream()
        .map(
            each ->
                switch (each) {
                  case Content.Text text -> text.text();
                  case Content.Image _ -> "[image]";
                  case Content.Link link -> "[" + link.uri() + "]";
                  case Content.Resource resource -> "[" + resource.uri() + "]";
                })
        .collect(Collectors.joining(" "));
  }

  private static String how(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stopped stopped -> stopped.reason().name().toLowerCase(Locale.ROOT);
      case Outcome.Failed failed -> "failed: " + failed.message();
    };
  }
}
