package dev.gradus.plan.fuse;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reorders the nodes of a step so that small ops of equal size are adjacent if possible. Adjacent ops become one loop, which
 * keeps their values in registers.
 */
public final class StepOrder {
    private static final int NONE = -1;

    /** The group of leaves, and of small ops of leaves that no loop computes. */
    private static final int FIRST = 0;

    private final TopologicalOrder nodes;
    private final List<List<Node>> groups = new ArrayList<>();

    /** For each group, the number of elements of its ops, or a negative number if it can have no others. */
    private final List<Integer> sizes = new ArrayList<>();

    /** For each number of elements, the last group. */
    private final Map<Integer, Integer> last = new HashMap<>();

    /** For each node its group, or a negative number while it has none. */
    private final int[] group;

    private StepOrder(TopologicalOrder nodes) {
        this.nodes = nodes;
        this.group = new int[nodes.size()];
        newGroup(NONE);
        for (int index = 0; index < nodes.size(); index++) {
            group[index] = isSlice(index) ? NONE : find(index);
            if (group[index] != NONE) {
                add(index);
            }
        }
        for (int index = 0; index < nodes.size(); index++) {
            if (group[index] == NONE) { // a slice that only the caller reads
                group[index] = newGroup(NONE);
                add(index);
            }
        }
    }

    private boolean isSlice(int index) {
        Node node = nodes.get(index);
        return node instanceof Op op
                && op.isBuiltIn()
                && op.dependence() == Dependence.MOVE
                && op.inputs().size() == 1
                && node.shape().elements() < op.inputs().get(0).shape().elements();
    }

    /** Returns the same nodes in an order in which each still follows its inputs. */
    public static TopologicalOrder of(TopologicalOrder nodes) {
        return TopologicalOrder.of(
                new StepOrder(nodes).groups.stream().flatMap(List::stream).toList());
    }

    /** Finds the group of the last input if it has the size of the op, otherwise the last later group that has. */
    private int find(int index) {
        int earliest = FIRST;
        for (int i = 0; i < nodes.inputs(index); i++) {
            earliest = Math.max(earliest, lastGroup(nodes.input(index, i)));
        }
        if (!(nodes.get(index) instanceof Op op)) {
            return FIRST;
        }
        int size = op.shape().elements();
        if (!LoopGroups.isSmall(size) || !op.dependence().isElementwise()) {
            return earliest == FIRST && LoopGroups.isSmall(size) ? FIRST : newGroup(NONE);
        }
        if (sizes.get(earliest) == size) {
            return earliest;
        }
        int latest = last.getOrDefault(size, NONE);
        return latest > earliest ? latest : newGroup(size);
    }

    /** A slice joins the group of the first op that reads it, which then reads through it. */
    private int lastGroup(int index) {
        return group[index] == NONE ? lastGroup(nodes.input(index, 0)) : group[index];
    }

    private int newGroup(int size) {
        groups.add(new ArrayList<>());
        sizes.add(size);
        last.put(size, sizes.size() - 1);
        return sizes.size() - 1;
    }

    /** Appends a node to its group, after the slices that it reads. */
    private void add(int index) {
        for (int i = 0; i < nodes.inputs(index); i++) {
            int input = nodes.input(index, i);
            if (group[input] == NONE) {
                group[input] = group[index];
                add(input);
            }
        }
        groups.get(group[index]).add(nodes.get(index));
    }
}
