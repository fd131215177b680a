package dev.gradus.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
}
