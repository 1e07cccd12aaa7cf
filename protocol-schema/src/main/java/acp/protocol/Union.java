package acp.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the schema says of a union beside its variants. Says nothing to the mapper, which keeps
 * unknown variants of every union.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Union {
  /** Whether the schema allows variants that it does not name. */
  boolean open() default false;

  /** The wire names of the fields that belong to the union as a whole, not to its variants. */
  String[] common() default {};
}
