package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Arrays of truth values. They are numbers here, 0 and 1, but NumPy and PyTorch select with them, and their sum is true, not 2.
 */
final class Masks {
    private static final Set<String> COMPARISONS = Set.of(
            "GreaterBroadcast",
            "GreaterOrEqualBroadcast",
            "LessBroadcast",
            "LessOrEqualBroadcast",
            "EqualBroadcast",
            "NotEqualBroadcast");

    /** The ops whose value is a mask if their operands are masks. */
    private static final Set<String> KEEPING = Set.of(
            "Reshape",
            "Transpose",
            "Slice",
            "BroadcastTo",
            "Flip",
            "Gather",
            "TakeAlong",
            "Concat",
            "Stack",
            "MultiplyBroadcast",
            "MaximumBroadcast",
            "MinimumBroadcast");

    private Masks() {}

    /** Whether a value is a mask: a comparison, or moved or combined comparisons. */
    static boolean isMask(Node node) {
        List<Node> open = new ArrayList<>(List.of(node));
        Set<Node> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Node next = open.remove(open.size() - 1);
            String name = next instanceof Op op ? op.name() : "";
            if (KEEPING.contains(name)) {
                boolean hasIndices = name.equals("Gather") || name.equals("TakeAlong");
                for (int i = 0; i < (hasIndices ? 1 : next.inputs().size()); i++) {
                    if (seen.add(next.inputs().get(i))) {
                        open.add(next.inputs().get(i));
                    }
                }
            } else if (!COMPARISONS.contains(name)) {
                return false;
            }
        }
        return true;
    }

    /** The sum; of masks, whether one of them is true. */
    static Node add(Node a, Node b) {
        return isMask(a) && isMask(b) ? a.maximum(b) : a.add(b);
    }

    /** A product of matrices or vectors, a and b; of masks, whether a pair is true in both. */
    static Node product(Node product, Node a, Node b) {
        return isMask(a) && isMask(b) ? product.greater(0) : product;
    }

    /**
     * The refusal of a mask as an index.
     *
     * @param mask the index
     * @param array the array of which it is one
     * @param rest how the array is written with everything of this axis
     * @param behind the number of axes behind the mask's
     */
    static Problem refused(Expr.Index index, String mask, String rest, int behind) {
        String wide = behind == 0 ? mask : "(" + mask + ")[..." + ", None".repeat(behind) + "]";
        return Problem.at(
                        index.span(),
                        "a mask as an index",
                        "A mask selects a number of elements that depends on values, but sizes must be known before. Set the "
                                + "other elements to 0 instead; a mean over the selected ones is sum(mask * x) / sum(mask).")
                .mendedBy("Set the others to 0", index.span(), "where(" + wide + ", " + rest + ", 0)");
    }
}
