package acp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import java.lang.reflect.AnnotatedType;
import org.jspecify.annotations.Nullable;

/**
 * How one field of a wire type is read, as its annotations and its nullness say.
 *
 * @param nullable whether the field may be {@code null} in Java
 * @param lenient whether a malformed value is read as absent
 * @param nullAsEmpty whether null is read as the empty list or map
 * @param nullAllowed whether null is a value like any other
 * @param fallback what absence means, as JSON text
 * @param bits the bits of an unsigned number, 0 for every other field
 * @param nonEmpty whether the empty text is malformed
 * @param anyJson whether the field takes any JSON
 * @param patch whether the field is a {@link Patch}
 */
record FieldRules(
    boolean nullable,
    boolean lenient,
    boolean nullAsEmpty,
    boolean nullAllowed,
    @Nullable String fallback,
    int bits,
    boolean nonEmpty,
    boolean anyJson,
    boolean patch) {

  /** The rules of a field, whose {@code declared} type, as written, alone carries the nullness. */
  static FieldRules of(AnnotatedParameter field, AnnotatedType declared) {
    WhenAbsent fallback = field.getAnnotation(WhenAbsent.class);
    Unsigned unsigned = field.getAnnotation(Unsigned.class);
    return new FieldRules(
        declared.isAnnotationPresent(Nullable.class),
        field.hasAnnotation(Lenient.class),
        field.hasAnnotation(NullAsEmpty.class),
        field.hasAnnotation(NullAllowed.class),
        fallback == null ? null : fallback.value(),
        unsigned == null ? 0 : unsigned.value(),
        field.hasAnnotation(NonEmpty.class),
        field.getRawType() == JsonNode.class,
        field.getRawType() == Patch.class);
  }

  /** Whether a message without the field is malformed. */
  boolean required() {
    return !nullable && fallback == null && !patch;
  }

  /** Whether nothing is special: Jackson's own reading does. */
  boolean plain() {
    return !lenient
        && !nullAsEmpty
        && !nullAllowed
        && fallback == null
        && bits == 0
        && !nonEmpty
        && !(anyJson && nullable)
        && !patch;
  }
}
