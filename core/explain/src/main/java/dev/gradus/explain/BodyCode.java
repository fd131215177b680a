package dev.gradus.explain;

import dev.gradus.explain.LoopText.Carry;
import dev.gradus.explain.LoopText.Element;
import dev.gradus.explain.LoopText.Output;
import dev.gradus.flow.Body;
import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopResult;
import dev.gradus.flow.Solution;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.graph.WrittenUses;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes ops that contain graphs. Their steps become separate statements, with variables of their own. */
final class BodyCode {
    /** An op at this depth within a step gets a variable. */
    private static final int DEEPEST = 8;

    private final Code code;

    /** For each loop that is written the code of each of its parts. */
    private final Map<Node, Map<Loop.Result, String>> written = new HashMap<>();

    /** The parts that something reads. */
    private final Map<Node, Set<Loop.Result>> read = new HashMap<>();

    BodyCode(Code code) {
        this.code = code;
    }

    void reading(Collection<? extends Node> results) {
        note(TopologicalOrder.of(results));
    }

    private void note(TopologicalOrder nodes) {
        for (Node node : nodes) {
            for (Node input : node.inputs()) {
                if (input instanceof Loop loop) {
                    Set<Loop.Result> parts = read.computeIfAbsent(loop, any -> new HashSet<>());
                    if (node instanceof LoopResult result) {
                        parts.add(result.result());
                    } else {
                        parts.addAll(loop.results());
                    }
                }
            }
            if (node instanceof Loop loop) {
                note(loop.body().nodes());
            } else if (node instanceof Solution solution) {
                note(solution.equation().nodes());
                note(solution.iteration().nodes());
            }
        }
    }

    static boolean isMadeOfGraphs(Node node) {
        return node instanceof Loop || node instanceof Solution;
    }

    /** Returns the code of a part of a loop, and first writes the loop if necessary. */
    String part(LoopResult result) {
        Loop loop = (Loop) result.input(0);
        if (!written.containsKey(loop)) {
            code.before(write(loop, code.invent(word(loop))));
        }
        return Objects.requireNonNull(written.get(loop)).getOrDefault(result.result(), "?");
    }

    List<String> parts(Loop loop) {
        if (!written.containsKey(loop)) {
            code.before(write(loop, code.invent(word(loop))));
        }
        Map<Loop.Result, String> parts = Objects.requireNonNull(written.get(loop));
        return loop.results().stream()
                .map(result -> parts.getOrDefault(result, "?"))
                .toList();
    }

    private static String word(Loop loop) {
        return loop.length() == Loop.Length.WHILE ? "loop" : "scan";
    }

    List<String> write(Op op, String name) {
        return op instanceof Loop loop ? write(loop, name) : write((Solution) op, name);
    }

    private List<String> write(Loop loop, String name) {
        Body body = loop.body();
        Scope scope = new Scope();
        int carries = body.carries().size();
        List<String> starts = new ArrayList<>();
        for (int i = 0; i < carries; i++) {
            starts.add(code.text(loop.input(i)));
        }
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < body.elements().size(); i++) {
            Input element = body.elements().get(i);
            String sequence = code.variableFor(loop.input(carries + i), "all " + label(element));
            elements.add(new Element(scope.variable(element), sequence));
        }
        for (int i = 0; i < body.given().size(); i++) {
            Node given = loop.input(carries + elements.size() + i);
            scope.put(
                    body.given().get(i),
                    code.variableFor(given, label(body.given().get(i))));
        }
        List<String> first = new ArrayList<>(code.needed());
        body.carries().forEach(scope::variable);
        Set<Loop.Result> needed = read.getOrDefault(loop, Set.of());
        List<Node> results = new ArrayList<>(body.next());
        for (Loop.Result result : needed) {
            if (result.kind() == Loop.Kind.ALL) {
                results.add(body.outputs().get(result.of()));
            }
        }
        List<String> statements = scope.statements(results);
        List<Carry> handedOn = new ArrayList<>();
        for (int i = 0; i < carries; i++) {
            Input carry = body.carries().get(i);
            handedOn.add(new Carry(
                    scope.of(carry), starts.get(i), code.text(body.next().get(i))));
        }
        List<Output> outputs = new ArrayList<>();
        String step = code.invent("step"), index = code.invent("t");
        Map<Loop.Result, String> parts = parts(loop, name, index, scope, needed, outputs);
        LoopText text = new LoopText(name, step, index, handedOn, elements, statements, outputs);
        String count = loop.length() == Loop.Length.COUNTED
                ? scope.of(body.given().get(body.given().size() - 1))
                : "";
        scope.close();
        written.put(loop, parts);
        first.addAll(code.loop(text, loop, count));
        return first;
    }

    /** Returns the code of each part of a loop, and adds the outputs that its steps must write. */
    private Map<Loop.Result, String> parts(
            Loop loop, String name, String index, Scope scope, Set<Loop.Result> needed, List<Output> outputs) {
        Body body = loop.body();
        Map<Loop.Result, String> parts = new HashMap<>();
        for (Loop.Result result : loop.results()) {
            if (result.kind() == Loop.Kind.LAST) {
                parts.put(result, code.last(name, scope.of(body.carries().get(result.of()))));
            } else if (result.kind() == Loop.Kind.STEPS) {
                parts.put(result, code.steps(name, index));
            } else if (needed.contains(result)) {
                Node of = result.kind() == Loop.Kind.ALL
                        ? body.outputs().get(result.of())
                        : body.carries().get(result.of());
                String all = code.invent(
                        result.kind() == Loop.Kind.ALL
                                ? "all " + label(of).replaceAll("ₜ?₊₁", "")
                                : label(of) + " before");
                outputs.add(new Output(all, code.text(of), sizes(result)));
                parts.put(result, code.all(name, all));
            }
        }
        return parts;
    }

    private static String sizes(Loop.Result result) {
        return Arrays.stream(result.shape().sizes()).mapToObj(String::valueOf).collect(Collectors.joining(", "))
                + (result.shape().rank() == 1 ? "," : "");
    }

    private List<String> write(Solution solution, String name) {
        Body equation = solution.equation();
        Input x = equation.carries().get(0);
        String start = code.text(solution.input(0));
        Scope given = new Scope();
        for (int i = 0; i < equation.given().size(); i++) {
            Input each = equation.given().get(i);
            given.put(each, code.variableFor(solution.input(1 + i), label(each)));
        }
        List<String> all = new ArrayList<>(code.needed());
        LoopText zero = step(name, x, start, equation.outputs().get(0));
        LoopText next = step(name, x, start, solution.iteration().next().get(0));
        given.close();
        all.addAll(code.solution(zero, next, solution));
        return all;
    }

    private LoopText step(String name, Input x, String start, Node value) {
        Scope scope = new Scope();
        String variable = scope.variable(x);
        List<String> statements = scope.statements(List.of(value));
        Carry carry = new Carry(variable, start, code.text(value));
        scope.close();
        return new LoopText(name, code.invent("step"), "", List.of(carry), List.of(), statements, List.of());
    }

    private static String label(Node node) {
        return node.isNamed() || node instanceof Input ? node.label() : "v";
    }

    private final class Scope {
        private final List<Node> own = new ArrayList<>();
        private final List<Node> loops = new ArrayList<>();

        String variable(Node node) {
            String name = code.invent(label(node));
            put(node, name);
            return name;
        }

        void put(Node node, String name) {
            code.put(node, name);
            own.add(node);
        }

        String of(Node node) {
            return code.text(node);
        }

        /** Assigns a variable to each value that is named, read several times or nested deeply. */
        List<String> statements(List<Node> results) {
            Map<Node, Integer> uses = WrittenUses.of(results);
            Map<Node, Integer> depths = new HashMap<>();
            List<String> statements = new ArrayList<>();
            for (Node node : TopologicalOrder.of(results)) {
                if (!(node instanceof Op op) || !uses.containsKey(op)) {
                    continue;
                }
                int depth = 1;
                for (Node input : op.inputs()) {
                    depth = Math.max(depth, 1 + depths.getOrDefault(input, 0));
                }
                if (op instanceof Loop loop) {
                    loops.add(op);
                    statements.addAll(write(op, code.invent(word(loop))));
                } else if (op.isNamed()
                        || op instanceof Solution
                        || Objects.requireNonNull(uses.get(op)) > 1
                        || results.contains(op)
                        || depth >= DEEPEST) {
                    String name = code.invent(label(op));
                    statements.addAll(code.assigned(op, name));
                    put(op, name);
                } else {
                    depths.put(op, depth);
                }
            }
            return statements;
        }

        void close() {
            own.forEach(code::forget);
            loops.forEach(written::remove);
        }
    }

    /** Returns the constants of several elements within the steps of loops, which are also leaves of the code. */
    static List<Node> constants(Node node) {
        List<Node> all = new ArrayList<>();
        if (node instanceof Loop loop) {
            addConstants(loop.body(), all);
        } else if (node instanceof Solution solution) {
            addConstants(solution.equation(), all);
            addConstants(solution.iteration(), all);
        }
        return all;
    }

    private static void addConstants(Body body, List<Node> all) {
        for (Node node : body.nodes()) {
            if (node instanceof Constant) {
                all.add(node);
            }
            all.addAll(constants(node));
        }
    }
}
