package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

class TopologicalOrderTest {

    @Property
    @Domain(RandomGraph.Domain.class)
    void everyAncestorComesOnceAfterItsInputs(@ForAll RandomGraph graph) {
        List<Node> outputs = List.of(graph.nodes().get(graph.nodes().size() - 1), graph.objective());

        List<Node> order = TopologicalOrder.of(outputs);

        assertThat(order).doesNotHaveDuplicates();
        Set<Node> before = new HashSet<>();
        for (Node node : order) {
            assertThat(before).containsAll(node.inputs());
            before.add(node);
        }
        Set<Node> ancestors = new HashSet<>();
        outputs.forEach(output -> addAncestors(output, ancestors));
        assertThat(before).isEqualTo(ancestors);
    }

    private static void addAncestors(Node node, Set<Node> ancestors) {
        if (ancestors.add(node)) {
            node.inputs().forEach(input -> addAncestors(input, ancestors));
        }
    }

    @Property
    @Domain(RandomGraph.Domain.class)
    void theSameNodesAlwaysComeInTheSameOrder(@ForAll RandomGraph graph) {
        assertThat(TopologicalOrder.of(graph.nodes())).isEqualTo(TopologicalOrder.of(graph.nodes()));
    }

    @Test
    void inputsComeInTheOrderOfOperands() {
        Input a = Input.of("a"), b = Input.of("b"), c = Input.of("c");
        Node sum = a.add(b), product = sum.multiply(c);
        assertThat(TopologicalOrder.of(List.of(product))).containsExactly(a, b, sum, c, product);
        assertThat(TopologicalOrder.of(List.of(c, product))).containsExactly(c, a, b, sum, product);
        assertThat(TopologicalOrder.of(List.of(product, sum, product))).containsExactly(a, b, sum, c, product);
    }

    @Test
    void nothingLeadsToNothing() {
        assertThat(TopologicalOrder.of(List.of())).isEmpty();
    }
}
