package acp.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A whole number without sign, of so many bits; a value out of range is malformed. Of 64 bits
 * Java's {@code long} holds 63, and greater values are refused: nothing that the protocol counts
 * comes near.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface Unsigned {
  /** The number of bits: 16, 32 or 64. */
  int value();
}
