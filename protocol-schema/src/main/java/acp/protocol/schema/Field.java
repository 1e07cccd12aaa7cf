package acp.protocol.schema;

import acp.protocol.Meta;
import acp.protocol.NeverNull;
import acp.protocol.NullAsEmpty;
import acp.protocol.Patch;
import acp.protocol.WhenAbsent;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field of a wire type, as the record component behind it says. */
record Field(RecordComponent component) {

  static List<Field> of(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(Field::new).toList();
  }

  /** The name on the wire. */
  String name() {
    JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
    return has(Meta.class) ? "_meta" : name == null ? component.getName() : name.value();
  }

  Type type() {
    return component.getGenericType();
  }

  boolean has(Class<? extends Annotation> annotation) {
    return component.isAnnotationPresent(annotation);
  }

  /** Whether it stands for the fields of its value. */
  boolean isSpread() {
    return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
  }

  boolean isRequired() {
    return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        && !has(WhenAbsent.class)
        && component.getType() != Patch.class;
  }

  /** Whether the schema allows null in the place of a value. */
  boolean isNullable() {
    return !isRequired()
        && !has(WhenAbsent.class)
        && !has(NullAsEmpty.class)
        && !has(NeverNull.class);
  }
}
