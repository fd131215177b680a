package dev.gradus.explain;

import dev.gradus.explain.Formula.Name;
import dev.gradus.explain.Formula.Partial;
import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopResult;
import dev.gradus.flow.Solution;
import dev.gradus.node.Constant;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Phase;
import dev.gradus.tensor.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes steps as statements of a programming language. It omits factors of 1, which change no bit, and writes an op in its
 * textbook form if it has one. The program therefore computes what the rules compute, except in the last digits and in edge
 * cases of the textbook form.
 */
abstract class Code {
    /** The maximum depth of nested left operands in one statement. */
    private static final int DEEPEST = 64;

    /** A longer subexpression becomes a statement of its own, so that shared code is written once. */
    private static final int LONGEST = 5_000;

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");

    private final Symbols symbols;
    private final Map<Node, String> variables = new HashMap<>();
    private final Set<Node> assigned = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> tried = new HashMap<>();
    private final Set<String> reassigned = new HashSet<>();
    private final BodyCode loops = new BodyCode(this);

    private final List<String> before = new ArrayList<>();

    Code(Symbols symbols) {
        this.symbols = symbols;
        for (Node node : symbols.named()) {
            if (node instanceof Constant && node.shape().isScalar() && !symbols.isSeed(node)) {
                continue; // it is written as its number
            }
            variables.put(node, untaken(identifier(symbols.of(node).orElseThrow())));
        }
    }

    private String untaken(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name = wanted + "_" + tried.merge(wanted, 2, (last, two) -> last + 1);
        }
        return name;
    }

    /** Returns a variable name made of these words, in the style of the language and not one of its keywords. */
    abstract String variable(List<String> words);

    abstract String assignment(Node node, String variable, String expression);

    abstract String reassignment(String variable, String expression);

    abstract String number(double value);

    abstract Fragment apply(Op op, List<Fragment> operands);

    abstract String ones(Node like);

    abstract String shaped(String number, Node like);

    abstract String update(String variable, String expression);

    /** @param count the code of the number of steps, if it is given */
    abstract List<String> loop(LoopText text, Loop loop, String count);

    /**
     * Returns the code of the number of steps that a loop made.
     *
     * @param index the variable of the step's number
     */
    abstract String steps(String loop, String index);

    abstract List<String> solution(LoopText equation, LoopText iteration, Solution solution);

    abstract String last(String loop, String carry);

    abstract String all(String loop, String output);

    abstract String joined(List<String> parts, List<Integer> sizes);

    /** A piece of code and its binding strength. */
    record Fragment(String text, Binding binding) {
        static Fragment atom(String text) {
            return new Fragment(text, Binding.ATOM);
        }
    }

    final Optional<String> variable(Node node) {
        return Optional.ofNullable(variables.get(node));
    }

    /** Writes the statement for a step. Empty if it assigns nothing, or only a value that already has a variable. */
    final String statement(Step step) {
        Node result = step.result();
        if (step.phase() == Phase.UPDATE) {
            return result == step.node() ? "" : updates((Op) result, variables.getOrDefault(step.node(), "?"));
        }
        boolean waits = step.phase() == Phase.CONTRIBUTION && step.flags().contains(Flag.BROADCAST);
        if (waits || !variables.containsKey(result) || !assigned.add(result)) {
            return "";
        }
        String variable = variables.getOrDefault(result, "");
        if (BodyCode.isMadeOfGraphs(result)) {
            return String.join("\n", assigned((Op) result, variable));
        }
        if (step.phase() == Phase.SEED) {
            return assignment(result, variable, ones(step.node()));
        }
        return result instanceof Op op ? assignments(op, variable) : "";
    }

    private String updates(Op op, String variable) {
        String expression = expression(op).text();
        List<String> statements = new ArrayList<>(needed());
        statements.add(update(variable, expression));
        return String.join("\n", statements);
    }

    /**
     * Writes the statements for an op. There is more than one if many ops without a variable are nested in it, as in the
     * gradient of a node with many uses, because compilers limit the depth of expressions. The order of operations is
     * preserved.
     */
    private String assignments(Op op, String variable) {
        List<Op> pieces = pieces(op);
        List<String> statements = new ArrayList<>();
        for (Op piece : pieces) {
            String expression = expression(piece).text();
            statements.addAll(needed());
            statements.add(
                    piece == pieces.get(0) ? assignment(op, variable, expression) : reassignment(variable, expression));
            variables.put(piece, variable);
        }
        if (pieces.size() > 1) {
            reassigned.add(variable);
        }
        pieces.subList(0, pieces.size() - 1).forEach(variables::remove);
        return String.join("\n", statements);
    }

    /** Removes and returns the statements that must precede the current one. */
    final List<String> needed() {
        List<String> all = List.copyOf(before);
        before.clear();
        return all;
    }

    final void reading(Collection<? extends Node> results) {
        loops.reading(results);
    }

    final void before(List<String> statements) {
        before.addAll(statements);
    }

    final List<String> assigned(Op op, String variable) {
        List<String> statements = new ArrayList<>();
        if (BodyCode.isMadeOfGraphs(op)) {
            List<String> written = loops.write(op, variable);
            statements.addAll(needed());
            statements.addAll(written);
        } else {
            String expression = expression(op).text();
            statements.addAll(needed());
            statements.add(assignment(op, variable, expression));
        }
        return statements;
    }

    final String invent(String label) {
        return untaken(variable(Words.of(label)));
    }

    final void put(Node node, String variable) {
        variables.put(node, variable);
    }

    final void forget(Node node) {
        variables.remove(node);
    }

    final String text(Node node) {
        return fragment(node).text();
    }

    /** Returns the op, preceded by the ops that get statements of their own. */
    private List<Op> pieces(Op op) {
        List<Op> nested = new ArrayList<>(List.of(op));
        Optional<Op> left = leftmost(op);
        while (left.isPresent()) {
            nested.add(left.get());
            left = leftmost(left.get());
        }
        List<Op> pieces = new ArrayList<>();
        for (int index = nested.size() - DEEPEST; index > 0; index -= DEEPEST) {
            pieces.add(nested.get(index));
        }
        pieces.add(op);
        return pieces;
    }

    private Optional<Op> leftmost(Op op) {
        Stream<Node> first = op.written() == op ? op.inputs().stream().limit(1) : Stream.of(op.written());
        return first.filter(input -> !variables.containsKey(input))
                .flatMap(input -> input instanceof Op nested ? Stream.of(nested) : Stream.empty())
                .findFirst();
    }

    /** Returns the variable of a node's value, creating one of this name if necessary. */
    final String variableFor(Node node, String label) {
        String text = text(node);
        if (IDENTIFIER.matcher(text).matches() && !reassigned.contains(text)) {
            return text;
        }
        String name = invent(label);
        boolean isNumber = node instanceof Constant && node.shape().rank() > 0;
        before.add(assignment(node, name, isNumber ? shaped(text, node) : text));
        return name;
    }

    private Fragment expression(Op op) {
        if (op.written() != op) {
            return fragment(op.written());
        }
        if (op instanceof LoopResult part && part.input(0) instanceof Loop) {
            return Fragment.atom(loops.part(part));
        }
        if (op instanceof MultiplyBroadcast product
                && isOne(product.a())
                && product.b().shape().equals(op.shape())) {
            return fragment(product.b());
        }
        Optional<Node> turnedBack = isOfRule(op) ? Formulas.turnedBack(op) : Optional.empty();
        return turnedBack.isPresent() && !variables.containsKey(op.input(0))
                ? fragment(turnedBack.get())
                : apply(op, op.inputs().stream().map(this::fragment).toList());
    }

    /** Whether a backward rule made this op. Code of the user's own ops reads back as the same graph; a rule's need not. */
    static boolean isOfRule(Op op) {
        return op.madeBy().isPresent();
    }

    private boolean isOne(Node node) {
        return symbols.isSeed(node) || Formulas.isNumber(node, 1);
    }

    private Fragment fragment(Node node) {
        if (node instanceof Loop loop) {
            List<Integer> sizes = loop.results().stream()
                    .map(result -> result.shape().elements())
                    .toList();
            return Fragment.atom(joined(loops.parts(loop), sizes));
        } else if (variables.containsKey(node)) {
            return Fragment.atom(variables.getOrDefault(node, ""));
        } else if (node instanceof Solution solution) {
            String name = invent("solution");
            before.addAll(assigned(solution, name));
            variables.put(node, name);
            return Fragment.atom(name);
        } else if (node instanceof Op op) {
            Fragment expression = expression(op);
            return expression.text().length() > LONGEST ? statedBefore(op, expression.text()) : expression;
        }
        return numberFragment(((Constant) node).value().item());
    }

    private Fragment statedBefore(Op op, String expression) {
        String name = invent("part");
        before.add(assignment(op, name, expression));
        variables.put(op, name);
        return Fragment.atom(name);
    }

    Fragment numberFragment(double value) {
        String text = number(value);
        return new Fragment(text, text.startsWith("-") ? Binding.SIGN : Binding.ATOM);
    }

    private String identifier(Formula symbol) {
        if (symbol instanceof Name name) {
            return variable(Words.of(name.text()));
        }
        Partial partial = (Partial) symbol;
        String x = partial.x().text();
        List<String> words = Words.of("d", x, partial.via().isEmpty() ? "" : "via " + partial.via());
        return variable(words);
    }

    /** {@code 4, 1}. */
    static String sizes(Node node) {
        return Arrays.stream(node.shape().sizes()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    /**
     * Writes a number the way both Java and Python do, without a decimal point if it is an integer. Empty if they differ.
     */
    static Optional<String> plain(double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9 && !(value == 0 && 1 / value < 0);
        return Optional.of(whole ? String.valueOf((long) value) : Json.shortest(value));
    }
}
