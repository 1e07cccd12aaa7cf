package acp.agent;

import acp.event.Content;
import acp.instruction.Guidance;
import acp.model.ModelMessage;
import acp.session.Turn;
import acp.tool.Clip;
import acp.tool.ToolSpec;
import acp.tool.Workbench;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What fills a model's context.
 *
 * @param parts in the order in which the model is given them
 * @param pictures how many are among the messages; what they take is the provider's to know
 * @param notes what was left out of the instructions, and why
 */
public record ContextFill(List<Part> parts, int pictures, List<String> notes) {

  /**
   * One part.
   *
   * @param what what it is, in a word or two; for a file its path
   * @param isFile true if it is a file
   * @param count how many there are of it; 0 where that means nothing
   * @param bytes how much it is, in UTF-8
   */
  public record Part(String what, boolean isFile, int count, long bytes) {}

  public ContextFill {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
  }

  static ContextFill of(Turn turn, Transcript transcript, Workbench bench, Briefing briefing) {
    List<Part> parts = new ArrayList<>();
    List<Guidance.Section> files = briefing.guidance().sections();
    String skills = SystemPrompt.skills(briefing);
    long guided = Clip.bytes(SystemPrompt.guidance(briefing)) + Clip.bytes(skills);
    long system = Clip.bytes(SystemPrompt.of(turn, briefing));
    parts.add(new Part("System prompt", false, 0, system - guided));
    for (Guidance.Section file : files) {
      parts.add(new Part(file.file().path(), true, 0, file.file().bytes()));
    }
    if (!skills.isEmpty()) {
      parts.add(new Part("Skills", false, briefing.skills().size(), Clip.bytes(skills)));
    }
    List<ToolSpec> tools = bench.tools().specs();
    parts.add(
        new Part("Tools", false, tools.size(), tools.stream().mapToLong(ContextFill::bytes).sum()));
    Count count = new Count();
    transcript.messages().forEach(count::add);
    parts.add(new Part("Conversation", false, count.messages, count.words));
    parts.add(new Part("Results of tools", false, count.results, count.told));
    return new ContextFill(parts, count.pictures, briefing.guidance().notes());
  }

  private static long bytes(ToolSpec tool) {
    return Clip.bytes(tool.name())
        + Clip.bytes(tool.description())
        + Clip.bytes(tool.parameters().toString());
  }

  /** Counts messages. */
  private static final class Count {
    private int messages;
    private long words;
    private int results;
    private long told;
    private int pictures;

    void add(ModelMessage message) {
      switch (message) {
        case ModelMessage.User user -> {
          messages++;
          user.content().forEach(this::add);
        }
        case ModelMessage.Assistant answer -> {
          messages++;
          words += Clip.bytes(answer.text());
          answer.thoughts().forEach(thought -> words += Clip.bytes(thought.text()));
          answer.calls().forEach(call -> words += Clip.bytes(call.arguments()));
        }
        case ModelMessage.ToolResult result -> {
          results++;
          told += Clip.bytes(result.text());
          pictures += result.pictures().size();
        }
      }
    }

    private void add(Content piece) {
      switch (piece) {
        case Content.Text text -> words += Clip.bytes(text.text());
        case Content.Link link -> words += Clip.bytes(link.uri()) + Clip.bytes(link.name());
        case Content.Image _ -> pictures++;
        case Content.Resource resource -> {
          words += Clip.bytes(resource.uri()) + bytes(resource.text());
          pictures += resource.blob() == null ? 0 : 1;
        }
      }
    }

    private static long bytes(@Nullable String text) {
      return text == null ? 0 : Clip.bytes(text);
    }
  }
}
