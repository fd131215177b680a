package dev.gradus.flow;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Concat;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The local backward of a {@link Loop}: a loop over its steps in the opposite direction.
 *
 * <p>Its carries are the gradients c̄ of the carries that a gradient reaches, and the sum w̄ so far for each outer
 * value with a gradient. Its sequences are the carries before each step, the sequences of the loop, and the upstream
 * gradients of outputs. Its outputs are the gradients of the sequences. Its body is the sweep over the loop's body,
 * from the next carries and the outputs to all of the body's inputs.
 *
 * <p>All sums have the order of a sweep over the steps written out one after the other. Therefore, an output that is
 * also the next carry passes its upstream gradient to the following step's carry as the first term, and the gradients
 * of outer values begin with the sum so far. In a loop that may end early, the output of the last step is in a row that
 * is not known before, so it is added where it was computed.
 */
final class LoopBackward {
    /** Replaces an outer gradient if the output is a carry, whose gradient includes it. */
    private static final Node HANDED_ON = Constant.of(0);

    private final Loop loop;
    private final Body body;
    private final Upstreams upstreams;

    /** The number of the carry whose next value a node is; the first of several. */
    private final Map<Node, Integer> nextOf = new HashMap<>();

    /** For each carry, the outer gradient of its last value; null if there is none. */
    private final Node[] atLast;

    /** For each carry, the outer gradient of its value before each step; null if there is none. */
    private final Node[] atBefore;

    private final Map<Input, Node> sequences = new LinkedHashMap<>();

    /** Outputs of the body with the elements of the reversed body that are read instead of recomputing them. */
    private final Map<Node, Input> stored;

    /** Nodes of the body with outer gradients, in the order in which the body is sorted. */
    private final List<Node> seeded = new ArrayList<>();

    private final List<Node> seeds = new ArrayList<>();

    /** Stands for the gradient so far of each carry and each outer value. */
    private final Map<Input, Input> soFar = new HashMap<>();

    /** The numbers of the body's inputs that a gradient reaches in any step. */
    private final BitSet reached = new BitSet();

    private final FreeNames names = new FreeNames();

    LoopBackward(Loop loop, Node upstream) {
        this.loop = loop;
        this.body = loop.body();
        this.upstreams = new Upstreams(loop, upstream);
        int carries = body.carries().size();
        atLast = new Node[carries];
        atBefore = new Node[carries];
        for (int i = 0; i < carries; i++) {
            nextOf.putIfAbsent(body.next().get(i), i);
            if (loop.length() != Loop.Length.WHILE || i < carries - 1) { // no gradient passes through the condition
                atLast[i] = upstreams.of(Loop.Kind.LAST, i).orElse(null);
                atBefore[i] = upstreams.of(Loop.Kind.BEFORE, i).orElse(null);
            }
        }
        body.inputs().forEach(input -> names.take(input.label()));
        Stream.of(body.carries(), body.given())
                .flatMap(List::stream)
                .forEach(input -> soFar.put(input, input(gradientName(input.label()), input.shape())));
        stored = stored();
        seed();
    }

    /** Creates an input with this name, or with primes if another has it. A loop that is itself a backward has such names. */
    private Input input(String name, Shape shape) {
        return Input.of(names.like(name), shape);
    }

    /** Returns {@code h̄ₜ} for hₜ. */
    private static String gradientName(String name) {
        String subscript = name.endsWith(ScanStep.SUBSCRIPT) ? ScanStep.SUBSCRIPT : "";
        return name.substring(0, name.length() - subscript.length()) + "\u0304" + subscript;
    }

    private void seed() {
        for (int i = 0; i < body.outputs().size(); i++) {
            Optional<Node> arriving = upstreams.of(Loop.Kind.ALL, i);
            if (arriving.isPresent()) {
                Node output = body.outputs().get(i);
                int carry = nextOf.getOrDefault(output, -1);
                if (carry >= 0 && !loop.mayEndEarly()) {
                    handToFollowingStep(carry, arriving.get());
                    seeded.add(output);
                    seeds.add(HANDED_ON);
                } else {
                    seed(output, arriving.get(), gradientName(ScanStep.subscripted(name(output, i))));
                }
            }
        }
        for (int i = 0; i < atBefore.length && !loop.mayEndEarly(); i++) {
            handThrough(i);
        }
        for (int i = 0; i < atBefore.length; i++) {
            if (atBefore[i] != null) {
                seed(
                        body.carries().get(i),
                        atBefore[i],
                        "ū of " + body.carries().get(i).label());
            }
        }
    }

    private void seed(Node node, Node sequence, String name) {
        Input each = input(name, node.shape());
        sequences.put(each, sequence);
        seeded.add(node);
        seeds.add(each);
    }

    /** Adds the gradient of an output that is also the next carry to that carry, and the last one to the last carry. */
    private void handToFollowingStep(int carry, Node arriving) {
        int steps = loop.steps();
        Shape one = body.carries().get(carry).shape();
        Node none = Loop.emptySum(Loop.times(1, one));
        Node shifted = loop.isReversed()
                ? new Concat(0, arriving.slice(0, 1, steps), none)
                : new Concat(0, none, arriving.slice(0, 0, steps - 1));
        int last = loop.row(steps - 1);
        atBefore[carry] = sum(atBefore[carry], shifted);
        atLast[carry] = sum(atLast[carry], arriving.slice(0, last, last + 1).reshape(one));
    }

    /** Passes on the gradient of a carry that becomes another carry in the next step, as in (x, y) → (f(x, y), x). */
    private void handThrough(int carry) {
        int from = carry;
        for (int passed = 0; passed < atBefore.length && atBefore[from] != null; passed++) {
            int to = nextOf.getOrDefault(body.carries().get(from), -1);
            if (to < 0 || comesBack(to)) {
                return;
            }
            Node arriving = atBefore[from];
            atBefore[from] = null;
            handToFollowingStep(to, arriving);
            from = to;
        }
    }

    /** Returns whether carries only trade places, so that each would be another's start forever. */
    private boolean comesBack(int carry) {
        int at = carry;
        for (int passed = 0; passed < atBefore.length; passed++) {
            at = nextOf.getOrDefault(body.carries().get(at), -1);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    private static Node sum(Node first, Node second) {
        return first == null ? second : first.add(second);
    }

    List<Node> gradients() {
        Gradients sweep = sweep();
        ReversedLoopBuilder reversed = new ReversedLoopBuilder(loop, sequencesRead(), stored);
        for (Input carry : reached(body.carries())) {
            Node none = Loop.emptySum(carry.shape());
            Node start = Objects.requireNonNullElse(atLast[body.numberOf(carry)], none);
            Node next = sweep.reaches(carry) ? sweep.wrt(carry) : none;
            reversed.carry(carry, soFar(carry), start, next);
        }
        for (Input given : reached(body.given())) {
            reversed.carry(given, soFar(given), Loop.emptySum(given.shape()), sweep.wrt(given));
        }
        for (Input element : body.elements()) {
            if (sweep.reaches(element)) {
                reversed.output(element, sweep.wrt(element));
            }
        }
        passOnCarries(reversed);
        return gradients(reversed.close(), sweep);
    }

    private List<Input> reached(List<Input> inputs) {
        return inputs.stream()
                .filter(input -> reached.get(body.numberOf(input)))
                .toList();
    }

    private Input soFar(Input input) {
        return Objects.requireNonNull(soFar.get(input));
    }

    /** Sweeps over the body with the gradients of all carries and outer values that a gradient reaches in any step. */
    private Gradients sweep() {
        List<Node> from = new ArrayList<>();
        for (int i = 0; i < atLast.length; i++) {
            if (atLast[i] != null) {
                reached.set(i);
                from.add(body.next().get(i));
            }
        }
        for (int i = 0; i < seeded.size(); i++) {
            if (seeds.get(i) != HANDED_ON) {
                from.add(seeded.get(i));
            }
        }
        reached.or(body.reachedFrom(from));
        Gradients sweep;
        int before;
        do { // once, unless a rule does not pass every gradient to the same inputs
            before = reached.cardinality();
            sweep = sweepOfReached();
            for (Input input : body.inputs()) {
                reached.set(body.numberOf(input), reached.get(body.numberOf(input)) || sweep.reaches(input));
            }
        } while (reached.cardinality() > before);
        return sweep;
    }

    private Gradients sweepOfReached() {
        List<Node> ys = new ArrayList<>();
        List<Node> arriving = new ArrayList<>();
        Set<Input> open = new LinkedHashSet<>(reached(body.carries()));
        for (int i = 0; i < seeded.size(); i++) {
            if (seeds.get(i) != HANDED_ON) {
                ys.add(seeded.get(i));
                arriving.add(seeds.get(i));
                continue;
            }
            Input carry = body.carries().get(Objects.requireNonNull(nextOf.get(seeded.get(i))));
            if (open.remove(carry)) {
                ys.add(seeded.get(i));
                arriving.add(soFar(carry));
            }
        }
        for (Input carry : open) {
            ys.add(body.next().get(body.numberOf(carry)));
            arriving.add(soFar(carry));
        }
        for (Input given : reached(body.given())) {
            ys.add(given);
            arriving.add(soFar(given));
        }
        return Gradients.of(ys, arriving);
    }

    private Map<Input, Node> sequencesRead() {
        Map<Input, Node> all = new LinkedHashMap<>();
        for (int i = 0; i < body.carries().size(); i++) {
            if (!body.onlyAddsUp(i)) {
                all.put(body.carries().get(i), loop.before(i));
            }
        }
        for (Input element : body.elements()) {
            all.put(element, loop.input(loop.inputOf(element)));
        }
        all.putAll(sequences);
        return all;
    }

    /**
     * Returns the outputs that are stored: those that something reads, as a gradient there shows, and those kept for
     * this purpose. They are read instead of recomputed. Storing the rest would take memory.
     */
    private Map<Node, Input> stored() {
        Map<Node, Input> stored = new LinkedHashMap<>();
        for (int i = 0; i < body.outputs().size(); i++) {
            Node output = body.outputs().get(i);
            boolean isThere = body.isKept(i) || upstreams.of(Loop.Kind.ALL, i).isPresent();
            if (output instanceof Op && isThere && !stored.containsKey(output)) {
                Input each = standIn(output, i);
                stored.put(output, each);
                sequences.put(each, loop.all(i));
            }
        }
        return stored;
    }

    /** Passes on the value that the preceding reversed step, which is the following step, read as its carry. */
    private void passOnCarries(ReversedLoopBuilder reversed) {
        TopologicalOrder computed = reversed.nodes();
        for (int i = 0; i < body.carries().size(); i++) {
            Node next = body.next().get(i);
            if (next instanceof Op && !body.onlyAddsUp(i) && !stored.containsKey(next) && computed.contains(next)) {
                reversed.known(
                        next, standIn(next, i), loop.last(i), body.carries().get(i));
            }
        }
    }

    /** Creates an input with the name of the node that it replaces. */
    private Input standIn(Node output, int index) {
        return output.isNamed() ? Input.of(output.label(), output.shape()) : input(name(output, index), output.shape());
    }

    private static String name(Node output, int index) {
        return output.isNamed() ? output.label() : "y" + (index + 1);
    }

    private List<Node> gradients(Map<Input, Node> made, Gradients sweep) {
        Optional<String> gap = body.carries().stream()
                .flatMap(carry -> sweep.undefined(carry).stream())
                .map(Throwable::getMessage)
                .findFirst();
        List<Node> gradients = new ArrayList<>();
        for (Input input : body.inputs()) {
            // Without a step, the last carry is the first.
            boolean isPassed =
                    loop.mayEndEarly() && gradients.size() < body.carries().size() && reached.get(gradients.size());
            Optional<String> why =
                    sweep.undefined(input).map(Throwable::getMessage).or(() -> gap);
            if (sweep.reaches(input) || isPassed && why.isEmpty()) {
                gradients.add(Objects.requireNonNull(made.get(input)));
            } else {
                gradients.add(why.isPresent() ? Loop.noDerivative(why.get()) : Loop.none());
            }
        }
        return gradients;
    }
}
