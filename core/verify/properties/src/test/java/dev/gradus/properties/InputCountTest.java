package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** An op is made elsewhere with the same number of inputs; the message for any other number lists its own. */
class InputCountTest {

    @TestFactory
    Stream<DynamicTest> fewerOrMoreInputsAreRefused() {
        return SampleOps.names().stream()
                .map(SampleOps::of)
                .map(op -> DynamicTest.dynamicTest(op.name(), () -> {
                    List<Node> inputs = op.inputs();
                    List<Node> more = new ArrayList<>(inputs);
                    more.add(Input.of("surplus"));
                    assertRefuses(op, inputs.subList(1, inputs.size()));
                    assertRefuses(op, more);
                    assertThat(op.withInputs(inputs)).hasSameClassAs(op);
                }));
    }

    private static void assertRefuses(Op op, List<Node> inputs) {
        assertThatThrownBy(() -> op.withInputs(inputs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(op.name() + ".withInputs: got " + inputs.size() + " inputs, but " + op.name() + " has "
                        + op.inputs().size() + ": " + String.join(", ", op.operands()));
    }
}
