package dev.gradus.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

    @Property
    @Domain(RandomGraph.Domain.class)
    void everyNodeIsFoundAtItsPlaceAndItsInputsAtTheirs(@ForAll RandomGraph graph) {
        TopologicalOrder order = TopologicalOrder.of(graph.nodes()).then(List.of(graph.objective()));
        for (int index = 0; index < order.size(); index++) {
            Node node = order.get(index);
            assertThat(order.indexOf(node)).isEqualTo(index);
            assertThat(order.inputs(index)).isEqualTo(node.inputs().size());
            for (int input = 0; input < order.inputs(index); input++) {
                assertThat(order.get(order.input(index, input)))
                        .isSameAs(node.inputs().get(input));
            }
        }
        assertThat(order.contains(graph.objective().negate())).isFalse();
    }

    @Property
    @Domain(RandomGraph.Domain.class)
    void whatIsAddedComesBehindAndLeavesTheOthersAsTheyWere(@ForAll RandomGraph graph) {
        TopologicalOrder order = TopologicalOrder.of(graph.nodes());
        List<Node> before = List.copyOf(order);
        TopologicalOrder longer = order.then(List.of(graph.objective()));
        assertThat(order).isEqualTo(before).doesNotContain(graph.objective());
        assertThat(longer.subList(0, before.size())).isEqualTo(before);
        assertThat(longer)
                .isEqualTo(TopologicalOrder.of(List.of(graph.objective())).stream()
                        .collect(
                                () -> new ArrayList<>(before),
                                (all, node) -> {
                                    if (!before.contains(node)) {
                                        all.add(node);
                                    }
                                },
                                List::addAll));
    }

    /** For any number of nodes, created in any order. */
    @Property(tries = 20)
    void manyNodesAreFound(@ForAll Random random) {
        List<Node> made = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            made.add(Constant.of(i));
        }
        Collections.shuffle(made, random);
        TopologicalOrder order = TopologicalOrder.of(made);
        assertThat(order).isEqualTo(made);
        assertThat(made)
                .allSatisfy(node -> assertThat(made.get(order.indexOf(node))).isSameAs(node));
        assertThat(order).doesNotContain(Constant.of(1));
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

    /** A table of equal hashes is slow but correct. */
    @Property(tries = 20)
    @Domain(RandomGraph.Domain.class)
    void equalHashesChangeNothing(@ForAll RandomGraph graph) throws ReflectiveOperationException {
        List<Node> order = List.copyOf(TopologicalOrder.of(List.of(graph.objective())));
        String plan = Run.of(Graph.of(graph.objective())).plan().toString();
        Field hash = Node.class.getDeclaredField("hash");
        hash.setAccessible(true);
        for (Node node : order) {
            hash.setInt(node, 7);
        }
        assertThat(TopologicalOrder.of(List.of(graph.objective()))).isEqualTo(order);
        assertThat(Run.of(Graph.of(graph.objective())).plan()).hasToString(plan);
    }

    @Test
    void noTwoNodesShareAHash() throws InterruptedException {
        Set<Integer> hashes = ConcurrentHashMap.newKeySet();
        int each = 50_000;
        List<Thread> makers = Stream.generate(() -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        hashes.add(Constant.of(i).hashCode());
                    }
                }))
                .limit(4)
                .toList();
        makers.forEach(Thread::start);
        for (Thread maker : makers) {
            maker.join();
        }
        assertThat(hashes).hasSize(4 * each);
    }
}
