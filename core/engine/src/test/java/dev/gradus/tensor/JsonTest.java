package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void writesEachKindOfValue() {
        Map<String, Object> object = Json.object(
                "texts",
                List.of("a \"b\" \\ \n\t</script>\u2028"),
                "numbers",
                new double[] {1, -0.0, 0.1, 1e300, Double.NaN, Double.NEGATIVE_INFINITY},
                "indices",
                new int[] {0, 7},
                "empty",
                List.of(),
                "absent",
                Optional.empty(),
                "present",
                Optional.of(true),
                "nothing",
                List.of(Optional.empty()));
        assertThat(Json.of(object))
                .isEqualTo("{\"texts\":[\"a \\\"b\\\" \\\\ \\n\\u0009\\u003c/script>\\u2028\"],"
                        + "\"numbers\":[1,-0.0,0.1,1E300,\"NaN\",\"-Infinity\"],\"indices\":[0,7],\"empty\":[],"
                        + "\"present\":true,\"nothing\":[null]}");
    }

    @Test
    void refusesOtherTypes() {
        assertThatThrownBy(() -> Json.of(List.of(new Object[] {1}, Thread.currentThread())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("JSON has no form for a value of class java.lang.Thread: ");
    }

    @Test
    void readsEveryKindOfValue() {
        assertThat(Json.parse(" { \"a\" : [ 1 , -2.5e-3, true,false ,null ] ,\n\"b\":{},\"c\":[]} "))
                .isEqualTo(Map.of(
                        "a", List.of(1.0, -0.0025, true, false, Optional.empty()), "b", Map.of(), "c", List.of()));
        assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041ŷ\\ud83d\\ude00\""))
                .isEqualTo("\"\\/\b\f\n\r\tAŷ😀");
    }

    @Test
    void numbersKeepTheirBits() {
        assertThat(Json.parse("[5e-324,1.7976931348623157E308,-0.0,-0,0.1,9007199254740993]"))
                .isEqualTo(List.of(Double.MIN_VALUE, Double.MAX_VALUE, -0.0, -0.0, 0.1, 9007199254740992.0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "{", "[1", "[1,]", "{\"a\"}", "{a:1}", "\"\\x\"", "\"a\nb\"", "tru", "NaN", "--1", "'a'"
            })
    void refusesWhatIsNoJson(String text) {
        refused(text, "JSON: ");
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhatReadersOfJsonMayLetPass() {
        refused("{\"a\":1,\"a\":2}", "JSON: an object has two members with the name a, one at character 7");
        refused("[1e400]", "JSON: the number at character 1 is larger than a float64 can be");
        refused("1 2", "JSON: expected its end, but at character 2 there is '2'");
        refused("[".repeat(100_000), "JSON: more than 200 arrays and objects are inside each other at character 200");
        assertThat(Json.parse("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
    }
}
