package dev.gradus.flow;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the reversed loop from gradients that are passed from step to step and gradients that are rows of outputs. It
 * is closed at the end, when everything that its body reads is known.
 */
final class ReversedLoopBuilder {
    private final Loop loop;
    private final Map<Input, Node> sequences;
    private final Map<Node, Input> stored;

    /** Maps nodes of the loop's body to the outer nodes for which they stand. */
    private final Map<Node, Node> environment = new HashMap<>();

    private final Map<Input, Node> made = new LinkedHashMap<>();
    private final List<Input> ofWhat = new ArrayList<>();
    private final List<Input> carries = new ArrayList<>();
    private final List<Node> starts = new ArrayList<>();
    private final List<Node> next = new ArrayList<>();
    private final List<Input> outputsOf = new ArrayList<>();
    private final List<Node> outputs = new ArrayList<>();

    ReversedLoopBuilder(Loop loop, Map<Input, Node> sequences, Map<Node, Input> stored) {
        this.loop = loop;
        this.sequences = sequences;
        this.stored = stored;
        Body body = loop.body();
        for (Input given : body.given()) {
            environment.put(given, loop.input(loop.inputOf(given)));
        }
        for (int i = 0; i < body.carries().size(); i++) {
            if (body.onlyAddsUp(i)) { // its value has no influence, although an inner loop may begin with it
                Input sum = body.carries().get(i);
                environment.put(sum, Loop.emptySum(sum.shape()));
            }
        }
    }

    /** Adds a gradient that is passed from step to step. One that no step changes is the same in all steps. */
    void carry(Input of, Input gradient, Node start, Node nextGradient) {
        if (nextGradient == gradient) {
            environment.put(gradient, start);
            made.put(of, start);
        } else {
            ofWhat.add(of);
            carries.add(gradient);
            starts.add(start);
            next.add(nextGradient);
        }
    }

    /**
     * Adds a value that need not be recomputed, because it is passed from step to step.
     *
     * @param made the node that computes it
     * @param start its value in the first step
     * @param following its value in the next step, known in this one
     */
    void known(Node made, Input value, Node start, Node following) {
        stored.put(made, value);
        carries.add(value);
        starts.add(start);
        next.add(following);
    }

    /** Returns everything that a step computes. */
    TopologicalOrder nodes() {
        List<Node> results = new ArrayList<>(next);
        results.addAll(outputs);
        return TopologicalOrder.of(results);
    }

    void output(Input of, Node gradient) {
        outputsOf.add(of);
        outputs.add(gradient);
    }

    /** Returns the gradients with respect to the inputs of the loop's body. */
    Map<Input, Node> close() {
        if (carries.isEmpty() && outputs.isEmpty()) {
            return made;
        }
        List<Node> results = new ArrayList<>(next);
        results.addAll(outputs);
        results = JoinedSums.in(results);
        Closing all = new Closing(
                carries,
                List.copyOf(sequences.keySet()),
                results.subList(0, next.size()),
                results.subList(next.size(), results.size()),
                carry -> carry.endsWith(ScanStep.SUBSCRIPT) ? carry + "₋₁" : carry + "′",
                stored,
                environment);
        List<Input> read = all.read();
        Body body = all.with(read);
        List<Node> inputs = new ArrayList<>(starts);
        read.forEach(element -> inputs.add(sequences.get(element)));
        inputs.addAll(all.given());
        if (loop.mayEndEarly()) {
            body = body.counted();
            inputs.add(loop.count());
        }
        Loop.Length length = loop.mayEndEarly() ? Loop.Length.COUNTED : Loop.Length.FIXED;
        Loop reversed = new Loop(body, loop.steps(), !loop.isReversed(), length, inputs);
        for (int i = 0; i < ofWhat.size(); i++) {
            made.put(ofWhat.get(i), reversed.last(i));
        }
        for (int i = 0; i < outputsOf.size(); i++) {
            made.put(outputsOf.get(i), reversed.all(i));
        }
        return made;
    }
}
