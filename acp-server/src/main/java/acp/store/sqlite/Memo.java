package acp.store.sqlite;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks once, when first asked. Thread-safe. */
final class Memo<T> implements Supplier<T> {
  private final Supplier<T> source;
  private volatile @Nullable T value;

  Memo(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    T known = value;
    return known != null ? known : ask();
  }

  private synchronized T ask() {
    T known = value;
    if (known == null) {
      known = source.get();
      value = known;
    }
    return known;
  }
}
