package acp.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways in which servers of models are spoken to. The ids stand in settings: never renamed. */
public enum Dialect {
  /** Chat Completions, as OpenAI and many servers after it speak them. */
  OPENAI,
  /** OpenAI's Responses. */
  OPENAI_RESPONSES,
  /** Anthropic's Messages. */
  ANTHROPIC,
  /** Gemini's {@code streamGenerateContent}. */
  GEMINI;

  /** What settings call it, and the {@code dialect} of its {@code providerData}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The dialect of that id; null if there is none. */
  public static @Nullable Dialect of(@Nullable String id) {
    for (Dialect dialect : values()) {
      if (dialect.id().equals(id)) {
        return dialect;
      }
    }
    return null;
  }
}
