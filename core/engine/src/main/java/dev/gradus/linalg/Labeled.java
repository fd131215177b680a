package dev.gradus.linalg;

import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A node whose axes have labels. Operations without effect return the node itself. */
record Labeled(Node node, List<Integer> labels) {

    int size(int label) {
        return node.shape().size(labels.indexOf(label));
    }

    boolean has(int label) {
        return labels.contains(label);
    }

    /** Returns the diagonal of axes that share a label, so that each label occurs once. */
    Labeled withoutRepeats() {
        for (int label : labels) {
            int first = labels.indexOf(label);
            int second = labels.lastIndexOf(label);
            if (first < second) {
                return diagonal(label, first, second).withoutRepeats();
            }
        }
        return this;
    }

    /** Moves both axes to the end and merges them: the diagonal is every (n + 1)th of their elements. */
    private Labeled diagonal(int label, int first, int second) {
        List<Integer> rest = new ArrayList<>(labels);
        rest.remove(second);
        rest.remove(first);
        int[] order = new int[labels.size()];
        int index = 0;
        for (int axis = 0; axis < order.length; axis++) {
            if (axis != first && axis != second) {
                order[index++] = axis;
            }
        }
        order[index] = first;
        order[index + 1] = second;
        int n = size(label);
        Node flat = reshaped(transposed(node, order), rest, sizesOf(rest), n * n);
        rest.add(label);
        return new Labeled(flat.slice(rest.size() - 1, 0, n * n, n + 1), rest);
    }

    Labeled dropped(Collection<Integer> ones) {
        List<Integer> kept = new ArrayList<>(labels);
        kept.removeAll(ones);
        return kept.size() == labels.size() ? this : new Labeled(node.reshape(Shape.of(sizesOf(kept))), kept);
    }

    /** Reduces these axes, which have size 1 or 0, to size 0. */
    Labeled emptied(Collection<Integer> axes) {
        Node emptied = node;
        for (int label : axes) {
            emptied = size(label) == 0 ? emptied : emptied.slice(labels.indexOf(label), 0, 0);
        }
        return new Labeled(emptied, labels);
    }

    Labeled summedExcept(Collection<Integer> kept) {
        List<Integer> rest = new ArrayList<>(labels);
        rest.retainAll(kept);
        int[] summed = labels.stream()
                .filter(label -> !kept.contains(label))
                .mapToInt(labels::indexOf)
                .toArray();
        return summed.length == 0 ? this : new Labeled(node.sum(summed), rest);
    }

    Labeled ordered(List<Integer> order) {
        return new Labeled(
                transposed(node, order.stream().mapToInt(labels::indexOf).toArray()), order);
    }

    /** Puts the axes into the order of these labels, with an axis of size 1 for each missing one. */
    Labeled alignedTo(List<Integer> all) {
        List<Integer> present = new ArrayList<>(all);
        present.retainAll(labels);
        int[] sizes =
                all.stream().mapToInt(label -> has(label) ? size(label) : 1).toArray();
        return new Labeled(reshape(ordered(present).node, Shape.of(sizes)), all);
    }

    int elements(Collection<Integer> axes) {
        int elements = 1;
        for (int label : axes) {
            elements *= size(label);
        }
        return elements;
    }

    int[] sizesOf(List<Integer> axes) {
        return axes.stream().mapToInt(this::size).toArray();
    }

    static Node reshape(Node node, Shape target) {
        return node.shape().equals(target) ? node : node.reshape(target);
    }

    private static Node reshaped(Node node, List<Integer> axes, int[] sizes, int last) {
        int[] target = new int[axes.size() + 1];
        System.arraycopy(sizes, 0, target, 0, sizes.length);
        target[sizes.length] = last;
        return reshape(node, Shape.of(target));
    }

    static Node transposed(Node node, int... order) {
        for (int axis = 0; axis < order.length; axis++) {
            if (order[axis] != axis) {
                return node.transpose(order);
            }
        }
        return node;
    }
}
