package dev.gradus.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.UndefinedGradientException;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The set of ops is closed under differentiation: rules use built-in ops only, and so do the rules of those. */
class ClosureTest {
    private static final int ORDERS = 3;

    @TestFactory
    Stream<DynamicTest> rulesAreMadeOfBuiltInOps() {
        Set<String> builtIn = SampleOps.names();
        return builtIn.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Op op = SampleOps.of(name);
                    List<Node> derivatives = List.of(op);
                    for (int order = 1; order <= ORDERS; order++) {
                        derivatives = derivativesOf(derivatives, op.inputs(), order);
                        assertThat(opNames(derivatives)).isSubsetOf(builtIn);
                    }
                }));
    }

    /** One derivative by every input, of the sum of all with an upstream gradient of its own each. */
    private static List<Node> derivativesOf(List<Node> nodes, List<Node> inputs, int order) {
        List<Node> derivatives = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Gradients gradients = Gradients.of(
                    nodes.get(i), Input.of("u" + order + "." + i, nodes.get(i).shape()));
            for (Node input : inputs) {
                try {
                    derivatives.add(gradients.wrt(input));
                } catch (UndefinedGradientException noDerivative) {
                    assertThat(noDerivative).hasMessageContaining("no derivative");
                }
            }
        }
        return derivatives;
    }

    private static Set<String> opNames(List<Node> nodes) {
        Set<String> names = new HashSet<>();
        if (!nodes.isEmpty()) {
            for (Node node : Graph.of(nodes).nodes()) {
                if (node instanceof Op op) {
                    names.add(op.name());
                }
            }
        }
        return names;
    }
}
