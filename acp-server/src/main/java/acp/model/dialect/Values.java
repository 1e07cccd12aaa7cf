package acp.model.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads values that should be of some kind, and passes over those that are not: servers leave out,
 * set to null or change what a dialect says. The parser stands at the value, and afterwards at its
 * end.
 */
public final class Values {

  private Values() {}

  /** The text; empty if it is none. */
  public static String string(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return "";
  }

  /** The number, not below 0; 0 if it is none. */
  public static long number(JsonParser json) throws IOException {
    boolean isNumber = json.currentToken().isNumeric();
    json.skipChildren();
    return isNumber ? Math.max(0, json.getValueAsLong()) : 0;
  }

  /** The index; -1 if it is none. */
  public static int index(JsonParser json) throws IOException {
    boolean isNumber = json.currentToken() == JsonToken.VALUE_NUMBER_INT;
    json.skipChildren();
    return isNumber ? json.getValueAsInt(-1) : -1;
  }

  /** True if an object begins here; else the value is passed over. */
  public static boolean isObject(JsonParser json) throws IOException {
    return is(JsonToken.START_OBJECT, json);
  }

  /** True if an array begins here; else the value is passed over. */
  public static boolean isArray(JsonParser json) throws IOException {
    return is(JsonToken.START_ARRAY, json);
  }

  /** The name of the next field, with the parser at its value; null at the end of the object. */
  public static @Nullable String nextField(JsonParser json) throws IOException {
    String name = json.nextFieldName();
    if (name != null) {
      json.nextToken();
    }
    return name;
  }

  /** True if the array has another object, at which the parser then stands; passes over others. */
  public static boolean nextObject(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (isObject(json)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(JsonToken start, JsonParser json) throws IOException {
    if (json.currentToken() == start) {
      return true;
    }
    json.skipChildren();
    return false;
  }
}
