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
    void largeAndSmallNumbersKeepTheirBits() {
        assertThat(Json.parse("[5e-324,1.7976931348623157E308,-0.0,0.1]"))
                .isEqualTo(List.of(Double.MIN_VALUE, Double.MAX_VALUE, -0.0, 0.1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "tru",
                "nul",
                "1 2",
                "--1",
                "{\"a\":1,\"a\":2}",
                "]",
                "+",
                "'a'",
                "\0"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("JSON: expected ")
                .hasMessageContaining("at character");
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertThat(Json.parse("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).hasMessageContaining("less than 200");
    }
}
