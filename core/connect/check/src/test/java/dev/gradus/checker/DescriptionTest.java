package dev.gradus.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What a program says about its ops is checked before anything is asked: a wrong field is named, never guessed. */
class DescriptionTest {
    private static final Schema SCHEMA = new Schema(Program.JSON.readTree(
            Path.of("../../../docs/gradus-check.schema.json").toFile()));

    private static void read(String op) {
        OpDescription description = OpDescription.of(Program.JSON.readTree(op));
        Program program =
                Program.onPipe(InputStream.nullInputStream(), OutputStream.nullOutputStream(), Duration.ofSeconds(1));
        description.spec(new Remote(program, description, false));
        assertThat(description.longest()).isPositive();
        program.close();
    }

    private static boolean isAllowedBySchema(String op) {
        return SCHEMA.allows(Program.JSON.readTree("{\"id\":1,\"ops\":[" + op + "]}"));
    }

    private static String withDims(String dims) {
        return "{\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"dims\":" + dims + "}]}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[-3]",
                "[\"-3\"]",
                "[2.5]",
                "[\"2.5\"]",
                "[\"1e3\"]",
                "[\"\"]",
                "[\" \"]",
                "[\"NaN,\"]",
                "[\"*x\"]",
                "[\"2n\"]",
                "[true]",
                "[null]",
                "[[]]",
                "[{}]",
                "[9999999999]",
                "[\"9999999999\"]",
                "[\"\u0663\"]",
                "[1e400]"
            })
    void anAxisIsASymbolOrASizeOrAStar(String dims) {
        assertThat(isAllowedBySchema(withDims(dims))).isFalse();
        assertThatThrownBy(() -> read(withDims(dims)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the input x of the op f: dims[")
                .hasMessageEndingWith(
                        "is not an axis; an axis is a symbol such as n or n_in, a size such as 3, or \"*\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[\"n\"]",
                "[\"n_in\", 3, \"2\"]",
                "[\"*\", \"n\", \"n\"]",
                "[0]",
                "[\"\u03bb\u2081\"]",
                "\"any\"",
                "\"broadcastable\"",
                "[1048576]"
            })
    void otherDimsAreRight(String dims) {
        assertThat(isAllowedBySchema(withDims(dims))).isTrue();
        read(withDims(dims));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "{}", "null", "\"some\"", "true"})
    void dimsAreAListOrAWord(String dims) {
        assertThatThrownBy(() -> read(withDims(dims)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the input x of the op f: \"dims\" must be a list, \"any\" or \"broadcastable\", but is "
                                + dims);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1048577]                             | {}               | 1048577",
                "[100000, 100000]                      | {}               | 10000000000",
                "[999999999, 999999999, 999999999]     | {}               | 999999997000000",
                "[\"n\", \"n\"]                        | {\"n\":[1,2000]} | 4000000",
                "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\"] | {} | 4194304",
                "\"any\"                               | {\"*\":[1,20]}   | 3200000"
            })
    void anInputIsSmall(String dims, String sizes, String elements) {
        String op = withDims(dims).replace("\"inputs\"", "\"sizes\":" + sizes + ",\"inputs\"");
        assertThatThrownBy(() -> read(op))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the input x of the op f has up to " + elements)
                .hasMessageEndingWith(
                        " elements, but at most 1048576 are possible; make its \"dims\" or their \"sizes\" smaller");
    }

    /** In the fields, the op has an input x whose axis is n. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"dtype\":\"int8\"       | the op f: \"dtype\" must be float64, float32, float16 or bfloat16, but is \"int8\"",
                "\"dtype\":3              | the op f: \"dtype\" must be a string that is not blank, but is 3",
                "\"attributes\":{}        | the op f: \"attributes\" must be a list, but is {}",
                "\"backward\":\"no\"      | the op f: \"backward\" must be true or false, but is \"no\"",
                "\"reference\":1          | the op f: \"reference\" must be true or false, but is 1",
                "\"threads\":null         | the op f: \"threads\" must be true or false, but is null",
                "\"order\":3              | the op f: \"order\" must be an integer from 1 to 2, but is 3",
                "\"longest\":1000000000   | the op f: \"longest\" must be an integer from 1 to 1048576, but is 1000000000",
                "\"longest\":0            | the op f: \"longest\" must be an integer from 1 to 1048576, but is 0",
                "\"sizes\":[]             | the \"sizes\" of the op f must be an object, but is []",
                "\"sizes\":{\"m\":[1,2]}  | the \"sizes\" of the op f has the unknown field \"m\"; known are *, n",
                "\"sizes\":{\"n\":[2]}    | the \"sizes\" of the op f: \"n\" must be a list of 2, but is [2]",
                "\"sizes\":{\"n\":[-1,2]} | the \"sizes\" of the op f: \"n\" must be an integer from 0 to 2, but is [-1,2]",
                "\"sizes\":{\"n\":[3,2]}  | the \"sizes\" of the op f: \"n\" must be an integer from 0 to 2, but is [3,2]",
                "\"apart\":[3]            | the op f: \"apart\" must be a string that is not blank, but is [3]",
                "\"refuses\":[[[2],[3]]]  | the op f: \"refuses\" must be a list of lists of shapes, one for each input",
                "\"refuses\":[[[-2]]]     | a shape is a list of sizes, not [-2]",
                "\"tolerance\":[\"NaN\",0]     | the op f: \"tolerance\" must be a relative number from 0 to 1",
                "\"tolerance\":[\"Infinity\",0] | the op f: \"tolerance\" must be a relative number from 0 to 1",
                "\"tolerance\":[0]        | the op f: \"tolerance\" must be a list of 2, but is [0]",
                "\"without\":{\"ZERO\":3} | the field \"without\" of the op f: \"ZERO\" must be a string that is not blank",
                "\"without\":{\"ZEROS\":\"\"} | there is no law ZEROS; the laws are "
            })
    void aFieldIsOfItsType(String field, String message) {
        assertThatThrownBy(() -> read(withDims("[\"n\"]").replace("\"inputs\"", field + ",\"inputs\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"between\":[2,1]}             | Values: no number lies between 2.0 and 1.0",
                "{\"between\":[\"NaN\",1]}       | Values: no number lies between NaN and 1.0",
                "{\"strictlyBetween\":[1,1]}     | Values: no number lies between 1.0 and 1.0",
                "{\"between\":[1]}               | \"between\" must be a list of 2, but is [1]",
                "{\"between\":3}                 | \"between\" must be a list, but is 3",
                "{\"integers\":[3,0]}            | Values: no number lies between 3.0 and 0.5",
                "{\"integers\":[0,1e30]}         | \"integers\" must be an integer from -16777216 to 16777216",
                "{\"kinks\":[\"x\"]}             | \"kinks\" must be a number or numbers, but is [\"x\"]",
                "{\"positive\":false}            | \"positive\" must be true, or left out, but is false",
                "{\"symmetric\":1}               | \"symmetric\" must be true or false, but is 1",
                "{\"distinct\":\"yes\"}          | \"distinct\" must be true or false, but is \"yes\"",
                "{\"positive\":true,\"any\":true} | are positive and any, but only one of these can hold",
                "[]                              | must be an object, but is []"
            })
    void valuesAreADomain(String values, String message) {
        String op = "{\"name\":\"f\",\"inputs\":[{\"name\":\"x\",\"values\":" + values + "}]}";
        assertThatThrownBy(() -> read(op))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the \"values\" of the input x of the op f")
                .hasMessageContaining(message);
    }

    /** Any value in any place is read or refused, and nothing else happens. */
    @Test
    void anyOtherValueIsRefusedOrRead() {
        List<String> others = List.of(
                "-3",
                "2.5",
                "1e400",
                "9".repeat(900),
                "\"x\"",
                "\"NaN\"",
                "null",
                "true",
                "[]",
                "[[[]]]",
                "{}",
                "[-3]",
                "{\"n\":-3}");
        List<String> places = List.of(
                "name",
                "dtype",
                "inputs",
                "attributes",
                "reference",
                "backward",
                "order",
                "jvp",
                "threads",
                "sizes",
                "apart",
                "refuses",
                "tolerance",
                "longest",
                "without");
        List<String> placesOfInputs = List.of("name", "dims", "derivative", "values", "dtype");
        List<String> placesOfValues = List.of(
                "any",
                "between",
                "strictlyBetween",
                "positive",
                "nonNegative",
                "nonzero",
                "integers",
                "kinks",
                "except",
                "distinct",
                "rowsSumTo",
                "symmetric",
                "positiveDefinite");
        for (String other : others) {
            places.forEach(place -> readOrRefuse("{\"name\":\"f\",\"inputs\":[{\"name\":\"x\"}]}", place, other));
            placesOfInputs.forEach(place ->
                    readOrRefuse(withDims("[\"n\"]"), "inputs", "[{\"name\":\"x\",\"" + place + "\":" + other + "}]"));
            placesOfValues.forEach(place -> readOrRefuse(
                    withDims("[\"n\"]"), "inputs", "[{\"name\":\"x\",\"values\":{\"" + place + "\":" + other + "}}]"));
        }
    }

    private static void readOrRefuse(String op, String place, String value) {
        ObjectNode json = (ObjectNode) Program.JSON.readTree(op);
        try {
            json.set(place, Program.JSON.readTree(value));
            read(json.toString());
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).as(json.toString()).isNotBlank().hasSizeLessThan(800);
        }
    }
}
