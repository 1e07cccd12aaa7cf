package acp.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an absent field means. Such a field is never {@code null} in Java, and is always written.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface WhenAbsent {
  /** The value as JSON text, such as <code>false</code> or <code>{}</code>. */
  String value();
}
