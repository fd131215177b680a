package dev.gradus.explain;

import dev.gradus.explain.Formula.Name;
import dev.gradus.explain.Formula.Partial;
import dev.gradus.node.Constant;
import dev.gradus.node.MultiplyBroadcast;
import dev.gradus.node.Node;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes steps as statements of a language. It leaves out only factors of 1, which change no bit, so the program computes
 * what the rules compute.
 */
abstract class Code {
    /** The most ops of a statement that are nested on the left. */
    private static final int DEEPEST = 64;

    private final Symbols symbols;
    private final Map<Node, String> variables = new HashMap<>();
    private final Set<Node> assigned = new HashSet<>();

    Code(Symbols symbols) {
        this.symbols = symbols;
        Set<String> taken = new HashSet<>();
        Map<String, Integer> tried = new HashMap<>();
        for (Node node : symbols.named()) {
            if (node instanceof Constant && node.shape().isScalar() && !symbols.isSeed(node)) {
                continue; // stands in the code as its number
            }
            String wanted = identifier(symbols.of(node).orElseThrow());
            String name = wanted;
            while (!taken.add(name)) {
                name = wanted + "_" + tried.merge(wanted, 2, (last, two) -> last + 1);
            }
            variables.put(node, name);
        }
    }

    /** A variable's name from words, in the language's style and not one of its keywords. */
    abstract String variable(List<String> words);

    abstract String assignment(Node node, String variable, String expression);

    /** Another value for a variable that has been assigned. */
    abstract String reassignment(String variable, String expression);

    abstract String number(double value);

    abstract Fragment apply(Op op, List<Fragment> operands);

    abstract String ones(Node like);

    abstract String update(String variable, String expression);

    /** A piece of code and how tightly it binds. */
    record Fragment(String text, Binding binding) {
        static Fragment atom(String text) {
            return new Fragment(text, Binding.ATOM);
        }
    }

    final Optional<String> variable(Node node) {
        return Optional.ofNullable(variables.get(node));
    }

    /** The statement for a step; empty if it assigns nothing, or only a value that has a variable already. */
    final String statement(Step step) {
        Node result = step.result();
        if (step.phase() == Phase.UPDATE) {
            return result == step.node()
                    ? ""
                    : update(
                            variables.getOrDefault(step.node(), "?"),
                            expression((Op) result).text());
        }
        boolean waits = step.phase() == Phase.CONTRIBUTION && step.flags().contains(Flag.BROADCAST);
        if (waits || !variables.containsKey(result) || !assigned.add(result)) {
            return "";
        }
        String variable = variables.getOrDefault(result, "");
        if (step.phase() == Phase.SEED) {
            return assignment(result, variable, ones(step.node()));
        }
        return result instanceof Op op ? assignments(op, variable) : "";
    }

    /**
     * The statement for an op. It becomes several if many other ops without a variable are nested in the op, as in the
     * gradient of a node with many uses, because compilers limit the depth of expressions. The order of the operations
     * stays.
     */
    private String assignments(Op op, String variable) {
        List<Op> pieces = pieces(op);
        List<String> statements = new ArrayList<>();
        for (Op piece : pieces) {
            String expression = expression(piece).text();
            statements.add(
                    statements.isEmpty() ? assignment(op, variable, expression) : reassignment(variable, expression));
            variables.put(piece, variable);
        }
        pieces.subList(0, pieces.size() - 1).forEach(variables::remove);
        return String.join("\n", statements);
    }

    /** The op, preceded by those that are computed in statements of their own. */
    private List<Op> pieces(Op op) {
        List<Op> nested = new ArrayList<>(List.of(op));
        Optional<Op> left = leftmost(op);
        while (left.isPresent()) {
            nested.add(left.get());
            left = leftmost(left.get());
        }
        List<Op> pieces = new ArrayList<>();
        for (int place = nested.size() - DEEPEST; place > 0; place -= DEEPEST) {
            pieces.add(nested.get(place));
        }
        pieces.add(op);
        return pieces;
    }

    private Optional<Op> leftmost(Op op) {
        return op.inputs().stream()
                .limit(1)
                .filter(input -> !variables.containsKey(input))
                .flatMap(input -> input instanceof Op first ? Stream.of(first) : Stream.empty())
                .findFirst();
    }

    private Fragment expression(Op op) {
        if (op instanceof MultiplyBroadcast product
                && isOne(product.a())
                && product.b().shape().equals(op.shape())) {
            return fragment(product.b());
        }
        return apply(op, op.inputs().stream().map(this::fragment).toList());
    }

    private boolean isOne(Node node) {
        return symbols.isSeed(node) || Formulas.isNumber(node, 1);
    }

    private Fragment fragment(Node node) {
        if (variables.containsKey(node)) {
            return Fragment.atom(variables.getOrDefault(node, ""));
        } else if (node instanceof Op op) {
            return expression(op);
        }
        return numberFragment(((Constant) node).value().item());
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

    /** A number as Java and Python both write it, whole ones without a point; empty if they differ. */
    static Optional<String> plain(double value) {
        if (!Double.isFinite(value)) {
            return Optional.empty();
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9 && !(value == 0 && 1 / value < 0);
        return Optional.of(whole ? String.valueOf((long) value) : NumberText.shortest(value));
    }
}
