package dev.gradus.explain;

import dev.gradus.explain.Formula.Name;
import dev.gradus.explain.Formula.Number;
import dev.gradus.explain.Formula.Partial;
import dev.gradus.node.Constant;
import dev.gradus.node.Dependence;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names the values of a trace: the user's name; J for the unnamed output; ∂J/∂W for the gradient of W; v1 for an unnamed op
 * that is long or used more than once. Other unnamed ops appear as their formula. A gradient that is passed on unchanged
 * keeps its name.
 */
final class Symbols {
    /** An unnamed op with a longer formula gets a name. */
    private static final int LONGEST = 12;

    /** At this depth of unnamed ops, an op gets a name even if its formula is short. */
    private static final int DEEPEST = 32;

    private static final String VALUES = "vuwhqr";
    private static final String CONSTANTS = "cakegp";

    private final Map<Node, Formula> symbols = new LinkedHashMap<>();

    /** For each node with several uses, the number of each part of its gradient, from 1. */
    private final Map<Node, Map<Node, Integer>> parts = new HashMap<>();

    private final Set<String> formulas = new HashSet<>();

    private final Map<Node, Integer> depths = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> invented = new HashMap<>();
    private final Set<String> vias = new HashSet<>();
    private final Set<Node> searched = new HashSet<>();
    private final Trace trace;
    private final Letters letters;

    Symbols(Trace trace, Letters letters) {
        this.trace = trace;
        this.letters = letters;
        List<Node> nodes = trace.graph().nodes();
        nodes.forEach(node -> taken.add(node.label()));
        Map<Node, Integer> uses = new HashMap<>();
        nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        nodes.forEach(node -> nameForward(node, uses.getOrDefault(node, 0)));
        trace.gradients().forEach((target, gradient) -> symbols.putIfAbsent(gradient, partial(target, "")));
        trace.steps().forEach(this::nameParts);
        trace.steps().forEach(step -> nameLeavesOf(step.result()));
    }

    Optional<Formula> of(Node node) {
        return Optional.ofNullable(symbols.get(node));
    }

    boolean isSeed(Node node) {
        return node == trace.gradients().get(trace.objective());
    }

    Set<Node> named() {
        return symbols.keySet();
    }

    Formula partial(Node node, String via) {
        return new Partial(known(trace.objective()), known(node), via);
    }

    /** Names the part of a node's gradient that one of its uses contributes. */
    Formula part(Node target, Node part) {
        Formula x = known(target);
        return of(part).filter(symbol ->
                        symbol instanceof Partial partial && partial.x().equals(x))
                .orElseGet(() -> partial(
                        target,
                        String.valueOf(parts.getOrDefault(target, Map.of()).getOrDefault(part, 0))));
    }

    private Formula known(Node node) {
        return of(node).orElseGet(() -> new Formulas(this, letters, true, false).of(node));
    }

    private void nameForward(Node node, int uses) {
        if (node.isNamed()) {
            symbols.put(node, new Name(node.label()));
        } else if (node instanceof Constant constant) {
            if (constant.shape().elements() != 1) {
                symbols.put(node, new Name(invent(CONSTANTS)));
            }
        } else if (trace.gradients().isEmpty() && trace.graph().outputs().contains(node)) {
            symbols.put(node, new Name(invent(VALUES)));
        } else if (node == trace.objective()) {
            symbols.put(node, new Name(taken.add("J") ? "J" : invent("J")));
        } else if (!isNumberRepeated(node) && (uses > 1 || isDeep(node) || !isBriefAndUnique(node))) {
            symbols.put(node, new Name(invent(VALUES)));
        }
    }

    /** If two nodes shared a formula, such as x and its broadcast copies, their gradients would share a name. */
    private boolean isBriefAndUnique(Node node) {
        String text = known(node).text();
        boolean hasGradients = !trace.gradients().isEmpty();
        return text.length() <= LONGEST && (!hasGradients || !taken.contains(text) && formulas.add(text));
    }

    /** Some ops, such as reshapes, add nothing to a formula, so short formulas can be arbitrarily deep. */
    private boolean isDeep(Node op) {
        int below = 0;
        for (Node input : op.inputs()) {
            below = Math.max(below, symbols.containsKey(input) ? 0 : depths.getOrDefault(input, 0));
        }
        depths.put(op, below + 1);
        return below + 1 >= DEEPEST;
    }

    /** Copies of a number appear in formulas as the number. */
    private static boolean isNumberRepeated(Node node) {
        return node instanceof Op op
                && op.dependence() == Dependence.REPETITION
                && number(op.input(0)).isPresent();
    }

    /** Where the contributions of several uses are added, names each after its op. */
    private void nameParts(Step step) {
        if (step.phase() == Phase.ACCUMULATION) {
            Map<Node, Integer> indices = new HashMap<>();
            parts.put(step.node(), indices);
            for (int i = 0; i < step.operands().size(); i++) {
                Node part = step.operands().get(i);
                indices.putIfAbsent(part, i + 1);
                if (!symbols.containsKey(part)) {
                    String via = via(part, i);
                    symbols.put(part, partial(step.node(), via));
                    vias.add(via);
                }
            }
        }
    }

    /**
     * Names leaves that are not in the forward pass, such as constants created by a rule or rates of an optimizer. They are
     * visited from left to right, as a formula is read, and only once, because a gradient may depend on the whole graph.
     */
    private void nameLeavesOf(Node result) {
        Deque<Node> open = new ArrayDeque<>(List.of(result));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (searched.add(node)) {
                if (node instanceof Leaf && !symbols.containsKey(node)) {
                    nameForward(node, 1);
                }
                BodyCode.constants(node).forEach(open::push);
                for (int i = node.inputs().size() - 1; i >= 0; i--) {
                    open.push(node.inputs().get(i));
                }
            }
        }
    }

    private String via(Node part, int index) {
        String user = part.madeBy()
                .flatMap(op -> of(op))
                .map(Formula::text)
                .filter(text -> text.length() <= 3)
                .orElse(String.valueOf(index + 1));
        return vias.contains(user) ? user + "," + (index + 1) : user;
    }

    /** Returns the first of these letters that is not the user's name of a vector, whose element would be v₁. */
    private String invent(String letters) {
        String letter = letters.chars()
                .mapToObj(Character::toString)
                .filter(free -> !taken.contains(free))
                .findFirst()
                .orElse(letters.substring(0, 1));
        int number = invented.getOrDefault(letter, 0) + 1;
        while (!taken.add(letter + subscript(number))) {
            number++;
        }
        invented.put(letter, number);
        return letter + subscript(number);
    }

    private static String subscript(int number) {
        return String.valueOf(number)
                .chars()
                .mapToObj(digit -> String.valueOf("₀₁₂₃₄₅₆₇₈₉".charAt(digit - '0')))
                .collect(Collectors.joining());
    }

    static Optional<Formula> number(Node node) {
        if (node instanceof Constant constant && constant.shape().elements() == 1 && !node.isNamed()) {
            return Optional.of(
                    constant.symbol().isEmpty()
                            ? new Number(constant.value().item(), false)
                            : new Name(constant.symbol()));
        }
        return Optional.empty();
    }
}
