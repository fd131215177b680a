package dev.gradus.sparse;

import dev.gradus.flow.Body;
import dev.gradus.flow.Loop;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Determines, node by node, the elements of x on which each element depends through derivatives. An input for which an op's
 * rule returns 0 has no influence. For a built-in op, {@link Op#dependence} states which elements of its operands matter, or
 * it has a definition in nodes. For any other op, its rule decides, because it computes the derivatives: the same search
 * through the nodes of the rule, by value, determines the dependencies of each of its gradients.
 */
final class Influences {
    private final Union union;

    /** Whether dependence is by value rather than by derivative. */
    private final boolean byValue;

    private final Rules rules;
    private final Map<Node, DependencySets> found = new HashMap<>();

    /** @param elements the number of elements of x */
    Influences(int elements) {
        this(new Union(elements), false, new Rules());
    }

    private Influences(Union union, boolean byValue, Rules rules) {
        this.union = union;
        this.byValue = byValue;
        this.rules = rules;
    }

    /** Creates influences by value, within the rule of an op with this number of elements. */
    static Influences ofValues(int elements, Rules rules) {
        return new Influences(new Union(elements), true, rules);
    }

    void startWith(Node x) {
        int[][] own = new int[x.shape().elements()][];
        Arrays.setAll(own, element -> new int[] {element});
        found.put(x, DependencySets.dependent(own));
    }

    DependencySets of(Node node) {
        return found.getOrDefault(node, DependencySets.INDEPENDENT);
    }

    /** Visits all nodes, and discards what no later node and no result needs. */
    void follow(TopologicalOrder nodes, Collection<Node> results) {
        int[] lastUse = new int[nodes.size()];
        for (int index = 0; index < lastUse.length; index++) {
            for (int i = 0; i < nodes.inputs(index); i++) {
                lastUse[nodes.input(index, i)] = index;
            }
        }
        results.forEach(result -> lastUse[nodes.indexOf(result)] = lastUse.length);
        for (int index = 0; index < lastUse.length; index++) {
            Node node = nodes.get(index);
            if (!found.containsKey(node)) {
                found.put(node, node instanceof Op op ? of(op) : of((Leaf) node));
            }
            for (int i = 0; i < nodes.inputs(index); i++) {
                if (lastUse[nodes.input(index, i)] == index) {
                    found.remove(nodes.get(nodes.input(index, i)));
                }
            }
        }
    }

    private static DependencySets of(Leaf leaf) {
        return leaf instanceof Constant constant
                ? DependencySets.constant(constant.value().toArray())
                : DependencySets.INDEPENDENT;
    }

    private DependencySets of(Op op) {
        List<DependencySets> operands = op.inputs().stream().map(this::of).toList();
        if (!operands.isEmpty()
                && operands.stream().allMatch(operand -> operand.value().isPresent())) {
            double[] value = new double[op.shape().elements()];
            op.compute(
                    operands.stream()
                            .map(operand -> operand.value().orElseThrow())
                            .toArray(double[][]::new),
                    value);
            return DependencySets.constant(value);
        }
        if (!byValue && op.stopsGradient() || operands.stream().noneMatch(DependencySets::isDependent)) {
            return DependencySets.INDEPENDENT;
        }
        if (op instanceof Loop loop && loop.length() == Loop.Length.FIXED) {
            return ofLoop(loop, operands);
        }
        BitSet none = rules.withoutDerivative(op);
        List<DependencySets> derived = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            boolean isIgnored = !byValue && none.get(i) && operands.get(i).isDependent();
            derived.add(isIgnored ? DependencySets.INDEPENDENT : operands.get(i));
        }
        if (derived.stream().noneMatch(DependencySets::isDependent)) {
            return DependencySets.INDEPENDENT;
        }
        OpInfluences byKind = new OpInfluences(op, derived, none, union);
        if (UserRules.isRuleOf(op)) {
            return byValue ? byKind.all() : byKind.byRule(rules.influences(op));
        }
        return switch (op.dependence()) {
            case ELEMENTWISE, SELECTION, REPETITION -> byKind.byIndex();
            case VIEW -> derived.get(0);
            case MOVE -> byKind.moved();
            case SUM, REDUCTION -> byKind.reduced();
            case PRODUCT -> byKind.product();
            case ANY ->
                op.definition()
                        .map(definition -> defined(definition, op, derived))
                        .orElseGet(byKind::all);
        };
    }

    private DependencySets defined(Node definition, Op op, List<DependencySets> operands) {
        Influences inside = new Influences(union, byValue, rules);
        for (int i = 0; i < operands.size(); i++) {
            inside.found.put(op.input(i), operands.get(i));
        }
        inside.follow(TopologicalOrder.of(List.of(definition)), List.of(definition));
        return inside.of(definition);
    }

    private DependencySets ofLoop(Loop loop, List<DependencySets> operands) {
        Body body = loop.body();
        int carries = body.carries().size();
        int elements = body.elements().size();
        int[][] all = new int[loop.shape().elements()][];
        Arrays.fill(all, Union.EMPTY);
        List<DependencySets> carried = operands.subList(0, carries);
        for (int number = 0; number < loop.steps(); number++) {
            int row = loop.row(number);
            Influences step = new Influences(union, byValue, rules);
            for (int i = 0; i < carries; i++) {
                step.found.put(body.carries().get(i), carried.get(i));
            }
            for (int i = 0; i < elements; i++) {
                int size = body.elements().get(i).shape().elements();
                step.found.put(body.elements().get(i), operands.get(carries + i).part(row * size, size));
            }
            for (int i = 0; i < body.given().size(); i++) {
                step.found.put(body.given().get(i), operands.get(carries + elements + i));
            }
            List<DependencySets> before = carried;
            step.follow(body.nodes(), body.results());
            carried = body.next().stream().map(step::of).toList();
            for (Loop.Result part : loop.results()) {
                switch (part.kind()) {
                    case BEFORE -> put(before.get(part.of()), part, row, body.carries(), all);
                    case ALL -> put(step.of(body.outputs().get(part.of())), part, row, body.outputs(), all);
                    case LAST, STEPS -> {}
                }
            }
        }
        for (Loop.Result part : loop.results()) {
            if (part.kind() == Loop.Kind.LAST) {
                put(carried.get(part.of()), part, 0, body.carries(), all);
            }
        }
        return DependencySets.dependent(all);
    }

    private static void put(DependencySets result, Loop.Result part, int row, List<? extends Node> of, int[][] all) {
        Shape shape = of.get(part.of()).shape();
        int[][] sets = result.sets(shape.elements());
        System.arraycopy(sets, 0, all, part.start() + row * sets.length, sets.length);
    }
}
