package acp.model.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link FunctionSchema}: what Gemini takes stays as it is, the rest becomes what it takes. */
@Timeout(5)
class FunctionSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void whatItTakesStaysAsItIs() throws Exception {
    String schema =
        "{'type':'object','description':'d','properties':{'n':{'type':['integer','null'],"
            + "'minimum':1,'default':2.5},'l':{'type':'array','items':{'type':'string',"
            + "'enum':['a','b']},'maxItems':3},'o':{'type':'object','additionalProperties':"
            + "{'type':'string'}}},'required':['n'],'additionalProperties':false}";

    assertEquals(read(schema), fit(schema));
  }

  @Test
  void wordsThatItRefusesAreLeftOut() throws Exception {
    assertEquals(
        read("{'type':'object','properties':{'a':{'type':'string'}}}"),
        fit(
            "{'$schema':'https://json-schema.org/draft/2020-12/schema','$id':'x','$comment':'c',"
                + "'type':'object','properties':{'a':{'type':'string','examples':['x'],"
                + "'readOnly':true,'not':{},'if':{},'then':{},'contentEncoding':'base64'}},"
                + "'propertyNames':{},'patternProperties':{},'dependentRequired':{},"
                + "'unevaluatedProperties':false}"));
  }

  /** A property may be called like a word of the language. */
  @Test
  void propertiesMayHaveAnyName() throws Exception {
    String schema =
        "{'type':'object','properties':{'$ref':{'type':'string'},'not':{'type':'string'},"
            + "'oneOf':{'type':'string'}}}";

    assertEquals(read(schema), fit(schema));
  }

  @Test
  void oneOfSeveralIsAnyOfThem() throws Exception {
    assertEquals(
        read("{'properties':{'a':{'anyOf':[{'type':'string'},{'type':'null'}]}},'type':'object'}"),
        fit("{'properties':{'a':{'oneOf':[{'type':'string'},{'type':'null','$id':'x'}]}}}"));
  }

  @Test
  void aConstantIsAChoiceOfOneAndChoicesAreTextsAndNumbers() throws Exception {
    assertEquals(
        read(
            "{'properties':{'a':{'enum':['x']},'b':{'enum':['y',1]},'c':{'type':'boolean'}},"
                + "'type':'object'}"),
        fit(
            "{'properties':{'a':{'const':'x'},'b':{'enum':['y',null,1]},"
                + "'c':{'type':'boolean','const':true}}}"));
  }

  @Test
  void allOfSeveralIsOneWithAllOfIt() throws Exception {
    assertEquals(
        read(
            "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'integer'}},"
                + "'required':['a','b']}"),
        fit(
            "{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],"
                + "'allOf':[{'properties':{'b':{'type':'integer'}},'required':['a','b']}]}"));
  }

  @Test
  void referencesAreReplacedByWhatTheyMean() throws Exception {
    assertEquals(
        read(
            "{'type':'object','properties':{'a':{'description':'the first','type':'string'},"
                + "'b':{'type':'array','items':{'type':'string','description':'a name'}},"
                + "'c':{'description':'the first','type':'string'}}}"),
        fit(
            "{'type':'object','properties':{'a':{'description':'the first','$ref':'#/$defs/Name'},"
                + "'b':{'type':'array','items':{'$ref':'#/%24defs/Name'}},"
                + "'c':{'$ref':'#/properties/a'}},"
                + "'$defs':{'Name':{'type':'string','description':'a name'}}}"));
  }

  @Test
  void aReferenceThatLeadsNowhereOrBackSaysNothing() throws Exception {
    assertEquals(
        read(
            "{'type':'object','properties':{'x':{},'y':{},'tree':{'type':'object','properties':"
                + "{'left':{}}}}}"),
        fit(
            "{'type':'object','properties':{'x':{'$ref':'#/$defs/No'},"
                + "'y':{'$ref':'https://example.org/schema'},'tree':{'$ref':'#/$defs/Tree'}},"
                + "'$defs':{'Tree':{'type':'object','properties':{'left':"
                + "{'$ref':'#/$defs/Tree'}}}}}"));
  }

  @Test
  void aSchemaThatExplodesIsBounded() throws Exception {
    StringBuilder schema =
        new StringBuilder("{'type':'object','properties':{'a':{'$ref':'#/$defs/0'}},'$defs':{");
    for (int i = 0; i < 40; i++) {
      String next = "{'$ref':'#/$defs/" + (i + 1) + "'}";
      schema.append("'").append(i).append("':{'type':'object','properties':{'l':").append(next);
      schema.append(",'r':").append(next).append("}},");
    }
    schema.append("'40':{'type':'string'}}}");

    String fit = String.valueOf(fit(schema.toString()));

    assertTrue(fit.length() < 200_000, "as long as " + fit.length());
  }

  @Test
  void aToolWithoutParametersHasNoSchema() throws Exception {
    assertNull(FunctionSchema.fit(read("{'type':'object','properties':{}}")));
    assertNull(FunctionSchema.fit(read("{'type':'object','additionalProperties':false}")));
    assertNull(FunctionSchema.fit(read("{}")));
  }

  private static JsonNode fit(String schema) throws Exception {
    return Objects.requireNonNull(FunctionSchema.fit(read(schema)));
  }

  private static JsonNode read(String schema) throws Exception {
    return JSON.readTree(schema.replace('\'', '"'));
  }
}
