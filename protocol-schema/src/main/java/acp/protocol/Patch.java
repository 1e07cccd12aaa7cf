package acp.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.io.IOException;
import java.util.Objects;

/**
 * A change to a value that may be absent: leave it, clear it, or set it. On the wire an absent
 * field, an explicit null, and a value.
 *
 * @param <T> what the value is; never {@code null}
 */
@JsonSerialize(using = Patch.Writer.class)
public sealed interface Patch<T> {

  /** Leaves the value as it is; not written. */
  static <T> Patch<T> keep() {
    return new Keep<>();
  }

  /** Takes the value away; written as null. */
  static <T> Patch<T> clear() {
    return new Clear<>();
  }

  /** Puts a value in the place of what was. */
  static <T> Patch<T> set(T value) {
    return new Set<>(value);
  }

  /** The value stays as it is. */
  record Keep<T>() implements Patch<T> {}

  /** The value is gone. */
  record Clear<T>() implements Patch<T> {}

  /**
   * The value is this one now.
   *
   * @param value the new value
   */
  record Set<T>(T value) implements Patch<T> {
    public Set {
      Objects.requireNonNull(value, "value");
    }
  }

  /** Writes a patch as the field's value; that {@code Keep} is empty makes the mapper omit it. */
  final class Writer extends JsonSerializer<Patch<?>> {
    @Override
    public boolean isEmpty(SerializerProvider provider, Patch<?> patch) {
      return patch instanceof Keep;
    }

    @Override
    public void serialize(Patch<?> patch, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      switch (patch) {
        case Keep<?> _, Clear<?> _ -> out.writeNull();
        case Set<?> set -> provider.defaultSerializeValue(set.value(), out);
      }
    }
  }
}
