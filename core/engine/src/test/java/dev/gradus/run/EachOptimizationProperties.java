package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.graph.RandomGraph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * Each optimization by itself: alone it leaves every bit, and in a random graph into which there was put what it is made for it
 * finds all of that. {@link GroupsProperties} and {@link LoopsProperties} do the same for the two optimizations that look at
 * large values.
 */
@Domain(RandomGraph.Domain.class)
@Domain(DomainContext.Global.class)
@AddLifecycleHook(NeedsOptimizations.class)
class EachOptimizationProperties {
    @Property
    void aloneItLeavesEveryBit(@ForAll RandomGraph random, @ForAll Optimization optimization) {
        assertSameBits(random, with(random.graph(), optimization));
    }

    @Property
    void withoutItEveryBitIsTheSame(@ForAll RandomGraph random, @ForAll Optimization optimization) {
        assertSameBits(random, Run.builder(random.graph()).without(optimization));
    }

    @Property
    void whatStandsOnConstantsIsFolded(@ForAll RandomGraph random) {
        Evaluator plain = random.evaluator();
        Node folded = rebuilt(random.objective(), leaf -> Constant.of(plain.value(leaf)), UnaryOperator.identity());
        Run run = with(Graph.of(folded), Optimization.FOLDED_CONSTANTS).build();
        assertThat(run.plan().ops()).isZero();
        assertThat(run.forward()).isEqualTo(plain.value(random.objective()).item());
    }

    /** Sharing is on as well: what undoes a negation in the graph stands for the value before it, which others may use. */
    @Property
    void exactIdentitiesCostNothing(@ForAll RandomGraph random) {
        assertCostsNothing(
                random,
                node -> node.multiply(1)
                        .divide(1)
                        .subtract(0)
                        .negate()
                        .negate()
                        .transpose()
                        .transpose(),
                Optimization.EXACT_IDENTITIES,
                Optimization.SHARED_SUBEXPRESSIONS);
    }

    @Property
    void viewsCostNothing(@ForAll RandomGraph random) {
        assertCostsNothing(
                random, node -> node.reshape(node.shape().elements()).reshape(node.shape()), Optimization.VIEWS);
    }

    @Property
    void aGraphThatIsBuiltTwiceIsComputedOnce(@ForAll RandomGraph random) {
        Node once = withoutParameters(random);
        Node twice = rebuilt(once, UnaryOperator.identity(), UnaryOperator.identity());
        assertThat(ops(once.add(twice), Optimization.SHARED_SUBEXPRESSIONS))
                .isEqualTo(ops(once.add(once), Optimization.SHARED_SUBEXPRESSIONS));
    }

    @Property
    void operandsThatAreStoredTransposedCostNothing(
            @ForAll @IntRange(min = 2, max = 9) int n,
            @ForAll @IntRange(min = 2, max = 9) int k,
            @ForAll @IntRange(min = 2, max = 9) int m,
            @ForAll boolean aTransposed,
            @ForAll boolean bTransposed) {
        Node a = aTransposed ? Input.of("A", k, n).transpose() : Input.of("A", n, k);
        Node b = bTransposed ? Input.of("B", m, k).transpose() : Input.of("B", k, m);
        Parameter c = Parameter.of("C", Tensor.ones(m, n));
        Graph graph = Graph.of(a.matMul(b).matMul(c).sum());
        int ops = 5; // two products and the sum; upstream in every place of the product, and C's gradient
        assertThat(ops(graph.outputs().get(0), Optimization.ABSORBED_TRANSPOSES, Optimization.EXACT_IDENTITIES))
                .isEqualTo(ops);
    }

    /** Arrays have exact lengths; of each length there are as many as there are values of it at one time, and no more. */
    @Property
    void noMoreArraysThanValuesOfTheirSizeThatAreNeededAtOneTime(@ForAll RandomGraph random) {
        Graph graph = Graph.of(withoutParameters(random));
        long elements = 0;
        for (Map.Entry<Integer, Integer> most : mostAtOneTime(graph).entrySet()) {
            elements += (long) most.getKey() * most.getValue();
        }
        assertThat(with(graph, Optimization.REUSED_BUFFERS).build().plan().bytes())
                .isEqualTo(Double.BYTES * elements);
        assertThat(with(graph, Optimization.REUSED_BUFFERS, Optimization.IN_PLACE)
                        .build()
                        .plan()
                        .bytes())
                .isLessThanOrEqualTo(Double.BYTES * elements);
    }

    private static void assertSameBits(RandomGraph random, Run.Builder builder) {
        Graph graph = random.graph();
        Node[] leaves = graph.nodes().stream().filter(Leaf.class::isInstance).toArray(Node[]::new);
        Run run = random.fed(builder.gradients(leaves).build());
        Evaluator plain = random.evaluator();
        assertThat(run.forward()).isEqualTo(plain.value(random.objective()).item());
        run.backward();
        for (Node leaf : leaves) {
            assertThat(run.gradient(leaf)).isEqualTo(plain.gradient(leaf));
        }
    }

    private static void assertCostsNothing(RandomGraph random, UnaryOperator<Node> wrap, Optimization... on) {
        Node wrapped = rebuilt(random.objective(), UnaryOperator.identity(), wrap);
        assertThat(ops(wrapped, on)).isEqualTo(ops(random.objective(), on));
        Run run = random.fed(with(Graph.of(wrapped), on).build());
        assertThat(run.forward())
                .isEqualTo(random.evaluator().value(random.objective()).item());
    }

    private static int ops(Node objective, Optimization... on) {
        return with(Graph.of(objective), on).build().plan().ops();
    }

    private static Run.Builder with(Graph graph, Optimization... on) {
        Set<Optimization> off = EnumSet.complementOf(EnumSet.copyOf(List.of(on)));
        return Run.builder(graph).without(off.toArray(Optimization[]::new));
    }

    /** There is no backward pass then. */
    private static Node withoutParameters(RandomGraph random) {
        return rebuilt(random.objective(), EachOptimizationProperties::asInput, UnaryOperator.identity());
    }

    private static Node asInput(Node leaf) {
        return leaf instanceof Parameter ? Input.of(leaf.expression(), leaf.shape()) : leaf;
    }

    /** The same graph with other leaves, and with each op's value put through something. */
    static Node rebuilt(Node objective, UnaryOperator<Node> leaves, UnaryOperator<Node> wrap) {
        Map<Node, Node> anew = new HashMap<>();
        for (Node node : Graph.of(objective).nodes()) {
            anew.put(
                    node,
                    node instanceof Op op
                            ? wrap.apply(op.withInputs(
                                    op.inputs().stream().map(anew::get).toList()))
                            : node instanceof Constant ? node : leaves.apply(node));
        }
        return anew.get(objective);
    }

    /** By size, how many values of ops are needed at one time at most; an op's own counts while its inputs do. */
    private static Map<Integer, Integer> mostAtOneTime(Graph graph) {
        List<Node> nodes = graph.nodes().stream().toList();
        Map<Integer, Integer> most = new HashMap<>();
        Set<Node> live = new HashSet<>();
        for (int index = 0; index < nodes.size(); index++) {
            if (nodes.get(index) instanceof Op op) {
                live.add(op);
                Map<Integer, Integer> now = new HashMap<>();
                live.forEach(node -> now.merge(node.shape().elements(), 1, Integer::sum));
                now.forEach((size, count) -> most.merge(size, count, Math::max));
                List<Node> later = nodes.subList(index + 1, nodes.size());
                live.removeIf(node -> !graph.outputs().contains(node)
                        && later.stream().noneMatch(reader -> reader.inputs().contains(node)));
            }
        }
        return most;
    }
}
