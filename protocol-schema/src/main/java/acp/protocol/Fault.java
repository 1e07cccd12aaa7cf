package acp.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where and why a message does not fit its type, in words that may go to the peer: neither the
 * message's own values nor anything of ours but the protocol's names.
 *
 * @param path the place, such as {@code prompt[0].text}; empty for the message as a whole
 * @param message one sentence on one line, without a full stop
 */
public record Fault(String path, String message) {
  private static final int LONGEST_NAME = 64;

  /** Tells what {@code failure}, thrown by a {@link ProtocolMapper} at reading, was about. */
  public static Fault of(JsonProcessingException failure) {
    String path = path(failure);
    return new Fault(path, (path.isEmpty() ? "The message" : path) + " " + predicate(failure));
  }

  private static String path(JsonProcessingException failure) {
    if (!(failure instanceof JsonMappingException mapping)) {
      return "";
    }
    var path = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getIndex() >= 0) {
        path.append('[').append(step.getIndex()).append(']');
      } else if (step.getFieldName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(name(step.getFieldName()));
      }
    }
    return path.toString();
  }

  /** A field's name; the keys of a map are the peer's own words, so that they are tamed. */
  private static String name(String field) {
    String tame = field.replaceAll("[^A-Za-z0-9_$-]", "?");
    return tame.length() <= LONGEST_NAME ? tame : tame.substring(0, LONGEST_NAME) + "?";
  }

  private static String predicate(JsonProcessingException failure) {
    return switch (failure) {
      case StreamConstraintsException _ -> "is too long or too deeply nested";
      case InputCoercionException tooBig ->
          tooBig.getTargetType() == int.class
              ? "must be a whole number of 32 bits"
              : "must be a whole number of 64 bits";
      case StreamReadException _ -> "is not valid JSON";
      case Violation violation -> violation.predicate();
      case InvalidNullException missing -> inList(missing) ? "must not be null" : "is required";
      case MismatchedInputException mismatch -> expected(mismatch.getTargetType());
      case ValueInstantiationException refused -> ours(refused);
      case JsonMappingException wrapped
          when wrapped.getCause() instanceof JsonProcessingException cause ->
          predicate(cause);
      default -> "is not allowed as it is";
    };
  }

  /** What the constructor of a wire type said; others may say what is not for the peer. */
  private static String ours(ValueInstantiationException refused) {
    boolean wireType = refused.getType().getRawClass().getName().startsWith("acp.protocol.");
    return wireType && refused.getCause() instanceof IllegalArgumentException said
        ? String.valueOf(said.getMessage())
        : "is not allowed as it is";
  }

  private static boolean inList(JsonMappingException failure) {
    List<JsonMappingException.Reference> path = failure.getPath();
    return !path.isEmpty() && path.getLast().getIndex() >= 0;
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "is malformed";
    }
    if (type.isEnum()) {
      return "must be one of " + words(type);
    }
    if (type == String.class) {
      return "must be a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "must be true or false";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "must be a whole number";
    }
    if (type == double.class || type == Double.class) {
      return "must be a number";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "must be an array";
    }
    // Free JSON takes every value, but only one.
    return type == JsonNode.class ? "must be a single JSON value" : expectedOfOurs(type);
  }

  private static String expectedOfOurs(Class<?> type) {
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (component.getAccessor().isAnnotationPresent(JsonValue.class)) {
          return expected(component.getType());
        }
      }
    }
    return "must be an object";
  }

  private static String words(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(Field::isEnumConstant)
        .map(constant -> constant.getAnnotation(JsonProperty.class))
        .map(word -> word == null ? "" : word.value())
        .collect(Collectors.joining(", "));
  }
}
