package acp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "0,8,'    ','    '",
        "8,8,'████','####'",
        "4,8,'██  ','##  '",
        "5,8,'██▌ ','### '",
        "1,1000,'▏   ','#   '",
        "9,8,'████','####'"
      })
  void aBarIsAsLongAsItsValueAndNeverNothingForSomething(
      long value, long most, String blocks, String plain) {
    assertEquals(blocks, Bars.of(value, most, 4, true));
    assertEquals(plain, Bars.of(value, most, 4, false));
  }
}
