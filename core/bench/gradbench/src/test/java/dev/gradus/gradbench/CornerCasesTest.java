package dev.gradus.gradbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Where manual is no reference, derivatives are held to central differences of the values. */
@Tag("long")
class CornerCasesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double H = 1e-5;

    @Test
    void cameraThatDoesNotTurn() throws IOException {
        Map<String, Object> input = input("ba", "n=2,m=3,p=5");
        double[] camera = (double[]) input.get("cam");
        JsonNode values = output("ba", "jacobian", input).get("vals");
        double largest = 0;
        for (int i = 0; i < camera.length; i++) {
            double at = camera[i];
            camera[i] = at + H;
            JsonNode above =
                    output("ba", "objective", input).get("reproj_error").get("elements");
            camera[i] = at - H;
            JsonNode below =
                    output("ba", "objective", input).get("reproj_error").get("elements");
            camera[i] = at;
            for (int axis = 0; axis < 2; axis++) {
                double slope = (above.get(axis).doubleValue() - below.get(axis).doubleValue()) / (2 * H);
                double derivative = values.get(15 * axis + i).doubleValue();
                assertThat(derivative).isCloseTo(slope, within(1e-8 * Math.max(1, Math.abs(slope))));
                largest = i < 3 ? Math.max(largest, Math.abs(derivative)) : largest;
            }
        }
        assertThat(largest).as("some derivative by the rotation").isGreaterThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple,c=192", "complicated,c=192"})
    void mirroredHand(String size) throws IOException {
        Map<String, Object> input = input("ht", size);
        double[] theta = (double[]) input.get("theta");
        double[][] jacobian = MAPPER.treeToValue(output("ht", "jacobian", input), double[][].class);
        for (int i : new int[] {0, 5, 6, 12, 25}) { // a turn, a shift and three fingers
            double at = theta[i];
            theta[i] = at + H;
            double[] above = MAPPER.treeToValue(output("ht", "objective", input), double[].class);
            theta[i] = at - H;
            double[] below = MAPPER.treeToValue(output("ht", "objective", input), double[].class);
            theta[i] = at;
            for (int row = 0; row < above.length; row++) {
                int column = jacobian[row].length - theta.length + i;
                assertThat(jacobian[row][column]).isCloseTo((above[row] - below[row]) / (2 * H), within(1e-8));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> input(String eval, String size) {
        return new LinkedHashMap<>((Map<String, Object>) Inputs.of(eval).get(size));
    }

    private static JsonNode output(String module, String function, Map<String, Object> input) throws IOException {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("kind", "evaluate");
        message.put("module", module);
        message.put("function", function);
        message.put("input", input);
        JsonNode answer = MAPPER.readTree(new Session(Evals.all()).answer(MAPPER.writeValueAsString(message)));
        assertThat(answer.path("error").asString()).isEmpty();
        return answer.get("output");
    }
}
