package dev.gradus.flow;

import dev.gradus.node.Concat;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A body with its outer values, repeated as one loop or in groups: a loop over groups whose body is a loop over the
 * steps of a group. The backward pass of the latter keeps the carries before each group and recomputes a group when it
 * reaches it.
 */
record Repeated(Body body, List<Node> given, boolean reversed, Loop.Length length) {
    Repeated(Body body, List<Node> given, boolean reversed) {
        this(body, given, reversed, Loop.Length.FIXED);
    }

    /** The last carries and the outputs of all steps, without values kept for a backward pass. */
    record Results(Loop loop, List<Node> last, List<Node> all) {}

    Results plain(List<Node> starts, List<Node> sequences, int steps) {
        List<Node> inputs = new ArrayList<>(starts);
        inputs.addAll(sequences);
        inputs.addAll(given);
        return results(new Loop(body, steps, reversed, length, inputs));
    }

    private static Results results(Loop loop) {
        List<Node> last = new ArrayList<>();
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < loop.body().carries().size(); i++) {
            last.add(loop.last(i));
        }
        for (int i = 0; !loop.body().isKept(i); i++) {
            all.add(loop.all(i));
        }
        return new Results(loop, last, all);
    }

    /** Repeats groups of {@code every} steps, followed by the remaining steps. */
    Results inGroups(List<Node> starts, List<Node> sequences, int steps, int every) {
        int groups = steps / every;
        int whole = groups * every;
        int from = reversed ? steps - whole : 0;
        List<Node> grouped = sequences.stream()
                .map(x -> split(whole == steps ? x : x.slice(0, from, from + whole), groups, every))
                .toList();
        Results results = loopOverGroups(starts, grouped, groups, every);
        if (whole == steps) {
            return results;
        }
        int restFrom = reversed ? 0 : whole;
        List<Node> rest = sequences.stream()
                .map(x -> x.slice(0, restFrom, restFrom + steps - whole))
                .toList();
        Results others = plain(results.last, rest, steps - whole);
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < results.all.size(); i++) {
            Node first = (reversed ? others : results).all.get(i);
            all.add(new Concat(0, first, (reversed ? results : others).all.get(i)));
        }
        return new Results(results.loop, others.last, all);
    }

    private Results loopOverGroups(List<Node> starts, List<Node> sequences, int groups, int every) {
        List<Input> carries = body.carries().stream()
                .map(carry -> Input.of(carry.label(), carry.shape()))
                .toList();
        List<Input> elements = new ArrayList<>();
        for (Input element : body.elements()) {
            elements.add(Input.of(element.label(), Loop.times(every, element.shape())));
        }
        Results group = plain(List.copyOf(carries), List.copyOf(elements), every);
        Closing closing =
                new Closing(carries, elements, group.last, group.all, carry -> carry + "₊₁", Map.of(), Map.of());
        Results results = new Repeated(closing.body(), closing.given(), reversed).plain(starts, sequences, groups);
        List<Node> all =
                results.all.stream().map(rows -> Moves.flatten(rows, 0, 1)).toList();
        return new Results(results.loop, results.last, all);
    }

    private static Node split(Node x, int groups, int every) {
        int[] sizes = x.shape().sizes();
        return x.reshape(Shape.of(IntStream.concat(
                        IntStream.of(groups, every), Arrays.stream(sizes).skip(1))
                .toArray()));
    }
}
