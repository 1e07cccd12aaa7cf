package acp.cli;

/** Bars of a chart, in characters. */
final class Bars {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";

  private Bars() {}

  /**
   * A bar as long as its value, filled up with spaces.
   *
   * @param most the value that fills the width
   * @param blocks false where a terminal has no eighths of blocks
   */
  static String of(long value, long most, int width, boolean blocks) {
    double part = Math.clamp((double) value / most, 0, 1) * width;
    StringBuilder bar = new StringBuilder(width);
    if (!blocks) {
      int whole = (int) Math.round(part);
      bar.append("#".repeat(value > 0 ? Math.max(1, whole) : 0));
    } else {
      int eighths = value > 0 ? Math.max(1, (int) Math.round(part * 8)) : 0;
      bar.append("█".repeat(eighths / 8));
      if (eighths % 8 > 0) {
        bar.append(EIGHTHS.charAt(eighths % 8));
      }
    }
    return bar.append(" ".repeat(width - bar.length())).toString();
  }
}
