package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
    private static final List<Function<String, Object>> WAYS_TO_NAME_A_NODE = List.of(
            name -> Input.of(name, 2),
            name -> Parameter.of(name, Tensor.zeros(2)),
            name -> Constant.of(name, Tensor.zeros(2)),
            name -> Input.of("x").sin().named(name));

    @ParameterizedTest
    @CsvSource({
        "0, 'U+0000 (NULL)'",
        "1B, 'U+001B (ESCAPE)'",
        "0A, 'U+000A (LINE FEED (LF))'",
        "7F, 'U+007F (DELETE)'",
        "85, 'U+0085 (NEXT LINE (NEL))'",
        "2028, 'U+2028 (LINE SEPARATOR)'",
        "202E, 'U+202E (RIGHT-TO-LEFT OVERRIDE)'",
        "2066, 'U+2066 (LEFT-TO-RIGHT ISOLATE)'",
        "D800, 'U+D800, an unpaired surrogate'",
        "DFFF, 'U+DFFF, an unpaired surrogate'",
        "FDD0, 'U+FDD0, which is not a character'",
        "FFFE, 'U+FFFE, which is not a character'",
        "1FFFF, 'U+1FFFF, which is not a character'"
    })
    void whatPagesAndFilesDoNotHoldIsRefusedWhereTheNameIsGiven(String hex, String described) {
        String name = "W" + Character.toString(Integer.parseInt(hex, 16)) + "1";
        for (Function<String, Object> way : WAYS_TO_NAME_A_NODE) {
            assertThatThrownBy(() -> way.apply(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("The name of a node must not contain " + described + ", but 'W")
                    .hasMessageEndingWith("' does at index 1");
        }
        assertThatThrownBy(() -> Shape.of(4).named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The name of an axis must not contain " + described);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"W", "ŷ", "layer/0.W", "β₁ 𝛼", "הטיה", "a\u200fb", "損失", "👩‍🔬", "<b>&\"'", "e\u0301", "\ue000"
            })
    void allOtherTextIsALabel(String name) {
        for (Function<String, Object> way : WAYS_TO_NAME_A_NODE) {
            assertThat(way.apply(name)).asString().contains(name);
        }
        assertThat(Labels.printable(name)).isSameAs(name);
    }

    @Test
    void printableTextIsOneLine() {
        assertThat(Labels.printable("a\nb\tc\u2028d\ud800e\u202ef\uffffg")).isEqualTo("a b c d�e�f�g");
    }
}
