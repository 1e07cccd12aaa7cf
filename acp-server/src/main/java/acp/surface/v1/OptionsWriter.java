package acp.surface.v1;

import acp.protocol.v1.SessionConfigBoolean;
import acp.protocol.v1.SessionConfigOption;
import acp.protocol.v1.SessionConfigOptionCategory;
import acp.protocol.v1.SessionConfigSelect;
import acp.protocol.v1.SessionConfigSelectOption;
import acp.protocol.v1.SessionConfigSelectOptions;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link StartPath} that writes options: ungrouped ones, without metadata. */
final class OptionsWriter {

  private OptionsWriter() {}

  /** Whether this can write them. */
  static boolean isPlain(@Nullable List<SessionConfigOption> options) {
    if (options == null) {
      return true;
    }
    for (SessionConfigOption option : options) {
      if (!isPlain(option)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(SessionConfigOption option) {
    if (option instanceof SessionConfigBoolean flag) {
      return flag.meta() == null;
    }
    return option instanceof SessionConfigSelect select
        && select.meta() == null
        && select.options() instanceof SessionConfigSelectOptions.Ungrouped values
        && isPlain(values);
  }

  private static boolean isPlain(SessionConfigSelectOptions.Ungrouped values) {
    for (SessionConfigSelectOption value : values.options()) {
      if (value.meta() != null) {
        return false;
      }
    }
    return true;
  }

  /** Writes options that are plain. */
  static void write(List<SessionConfigOption> options, JsonGenerator out) throws IOException {
    out.writeStartArray();
    for (SessionConfigOption option : options) {
      out.writeStartObject();
      if (option instanceof SessionConfigSelect select) {
        write(select, out);
      } else if (option instanceof SessionConfigBoolean flag) {
        out.writeStringField("type", "boolean");
        head(flag.id().value(), flag.name(), flag.description(), flag.category(), out);
        out.writeBooleanField("currentValue", flag.currentValue());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(SessionConfigSelect select, JsonGenerator out) throws IOException {
    out.writeStringField("type", "select");
    head(select.id().value(), select.name(), select.description(), select.category(), out);
    out.writeStringField("currentValue", select.currentValue().value());
    out.writeArrayFieldStart("options");
    if (select.options() instanceof SessionConfigSelectOptions.Ungrouped values) {
      for (SessionConfigSelectOption value : values.options()) {
        out.writeStartObject();
        out.writeStringField("value", value.value().value());
        out.writeStringField("name", value.name());
        optional("description", value.description(), out);
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }

  private static void head(
      String id,
      String name,
      @Nullable String description,
      @Nullable SessionConfigOptionCategory category,
      JsonGenerator out)
      throws IOException {
    out.writeStringField("id", id);
    out.writeStringField("name", name);
    optional("description", description, out);
    optional("category", category == null ? null : category.value(), out);
  }

  private static void optional(String field, @Nullable String value, JsonGenerator out)
      throws IOException {
    if (value != null) {
      out.writeStringField(field, value);
    }
  }
}
