package dev.gradus.testkit.cases;

import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The steps by which a random graph grows from some nodes. Each step applies an op to existing nodes, and any sublist
 * of the steps is a recipe too, so it can shrink. Immutable.
 */
public record Recipe(List<Choice> steps) {
    static final Recipe NOTHING = new Recipe(List.of());

    /** An op and two nodes, by their numbers. */
    public record Choice(int op, int first, int second) {}

    public Recipe {
        steps = List.copyOf(steps);
    }

    /** Steps with the first {@code ops} of all ops. */
    public static Recipe draw(Random random, int steps, int ops) {
        return new Recipe(Stream.generate(() -> new Choice(random.nextInt(ops), random.nextInt(64), random.nextInt(64)))
                .limit(steps)
                .toList());
    }

    /** The given nodes and those that grow from them, in order. */
    public List<Node> grow(List<Node> nodes) {
        List<Node> all = new ArrayList<>(nodes);
        for (Choice step : steps) {
            Node first = all.get(all.size() - 1 - step.first % all.size());
            Node second = all.get(all.size() - 1 - step.second % all.size());
            all.add(GraphOps.ALL.get(step.op).apply(first, second));
        }
        return all;
    }

    public Recipe part(int from, int to) {
        return new Recipe(steps.subList(from, to));
    }

    /** Recipes with one step removed or replaced by a simpler one. */
    public Stream<Recipe> simpler() {
        return IntStream.range(0, steps.size())
                .boxed()
                .flatMap(i -> Stream.concat(
                        Stream.of(replaced(i, List.of())),
                        Stream.of(new Choice(0, 0, 0), new Choice(steps.get(i).op, 0, 0))
                                .map(step -> replaced(i, List.of(step)))));
    }

    private Recipe replaced(int index, List<Choice> replacement) {
        List<Choice> changed = new ArrayList<>(steps.subList(0, index));
        changed.addAll(replacement);
        changed.addAll(steps.subList(index + 1, steps.size()));
        return new Recipe(changed);
    }

    /** 0 for no steps; fewer steps are less complex than simpler ones. */
    public long complexity() {
        return steps.stream()
                .mapToLong(step -> 100_000 + step.op * 1000L + step.first + step.second)
                .sum();
    }
}
