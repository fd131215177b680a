package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Elements whose positions along several axes are given by arrays of indices: {@code p[range(n), y]} is one of each row. */
final class Pairs {
    private Pairs() {}

    /**
     * Broadcasts the indices and takes an element, or a part, for each tuple of them.
     *
     * @param axes the axes that the indices belong to
     * @param place the axis of the result at which the axes of the indices begin
     */
    static Node of(Node x, List<Node> indices, List<Integer> axes, int place) {
        int[] common = common(indices);
        int count = Shape.of(common).elements();
        List<Integer> order = new ArrayList<>(axes);
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            if (!axes.contains(axis)) {
                order.add(axis);
            }
        }
        Node taken = transposed(x, order);
        Node rows = flat(indices.get(0), common, count);
        boolean areAll = rows instanceof Constant constant
                && constant.value()
                        .equals(Tensor.generate(Shape.of(taken.shape().size(0)), i -> i));
        taken = areAll ? taken : taken.take(rows, 0);
        for (int i = 1; i < indices.size(); i++) {
            int[] sizes = taken.shape().sizes();
            int[] column = new int[sizes.length];
            Arrays.fill(column, 1);
            column[0] = count;
            sizes[1] = 1;
            Node chosen = flat(indices.get(i), common, count).reshape(column);
            taken = taken.takeAlongAxis(sizes.length == 2 ? chosen : chosen.broadcastTo(Shape.of(sizes)), 1);
            int[] first = i == indices.size() - 1 ? common : new int[] {count};
            int[] all = Arrays.copyOf(first, first.length + sizes.length - 2);
            System.arraycopy(sizes, 2, all, first.length, sizes.length - 2);
            taken = taken.reshape(all);
        }
        return moved(taken, 0, common.length, place);
    }

    /** The shape to which arrays of indices broadcast. */
    private static int[] common(List<Node> indices) {
        int rank = indices.stream().mapToInt(one -> one.shape().rank()).max().orElse(0);
        int[] common = new int[rank];
        Arrays.fill(common, 1);
        for (Node one : indices) {
            int[] sizes = one.shape().sizes();
            for (int i = 1; i <= sizes.length; i++) {
                int size = sizes[sizes.length - i];
                common[rank - i] = size == 1 ? common[rank - i] : size;
            }
        }
        return common;
    }

    private static Node flat(Node index, int[] common, int count) {
        boolean isWhole = Arrays.equals(index.shape().sizes(), common);
        Node all = isWhole ? index : index.broadcastTo(Shape.of(common));
        return all.shape().rank() == 1 ? all : all.reshape(count);
    }

    /** Moves some adjacent axes to another place. */
    static Node moved(Node x, int from, int count, int to) {
        List<Integer> block = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            (axis < from || axis >= from + count ? order : block).add(axis);
        }
        order.addAll(to, block);
        return transposed(x, order);
    }

    private static Node transposed(Node x, List<Integer> order) {
        int[] axes = new int[order.size()];
        boolean isSame = true;
        for (int i = 0; i < axes.length; i++) {
            axes[i] = order.get(i);
            isSame &= axes[i] == i;
        }
        return isSame ? x : x.transpose(axes);
    }
}
