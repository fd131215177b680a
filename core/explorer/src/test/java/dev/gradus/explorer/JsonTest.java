package dev.gradus.explorer;

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
        refused("{\"a\":1,\"a\":2}", "Duplicate Object property \"a\" (before character 10)");
        refused("1 2", "more follows its value (before character 3)");
        refused("[".repeat(100_000), "maximum allowed (200");
        assertThat(Json.parse("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
    }
}
