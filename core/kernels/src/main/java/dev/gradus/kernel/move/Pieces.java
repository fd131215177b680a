package dev.gradus.kernel.move;

import dev.gradus.kernel.BinaryFunction;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.math.Axes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Contiguous pieces of arrays, and zeros, in a row: a slice, a slice between zeros, or several arrays joined. */
public final class Pieces {
    private static final int ZEROS = -1;

    private static final double[] ZERO = {0};

    private final Piece[] pieces;

    /**
     * A piece of an operand.
     *
     * @param operand the number of the operand, or a negative number for zeros
     * @param offset the index of the first element in the operand
     */
    private record Piece(int operand, int offset, int count) {
        Piece part(int from, int to) {
            return new Piece(operand, offset + from, to - from);
        }
    }

    /**
     * Elements that are copied from one operand.
     *
     * @param distance the index in the operand, less that of the copy
     * @param from the index of the first copy
     * @param to the index after the last copy
     */
    public record Shift(int operand, int distance, int from, int to) {}

    private Pieces(List<Piece> pieces) {
        this.pieces = pieces.toArray(new Piece[0]);
    }

    /** Creates the only piece of a slice. Empty unless its elements are contiguous in an array of these sizes. */
    public static Optional<Pieces> slice(int[] sizes, int[] start, int[] step, int[] counts) {
        int offset = offset(sizes, start, step, counts);
        return offset < 0
                ? Optional.empty()
                : Optional.of(new Pieces(List.of(new Piece(0, offset, Axes.elements(counts, 0, counts.length)))));
    }

    /** Creates zeros around an operand. Empty unless its elements are contiguous in an array of these sizes. */
    public static Optional<Pieces> pad(int[] sizes, int[] start, int[] step, int[] counts) {
        int offset = offset(sizes, start, step, counts);
        int count = Axes.elements(counts, 0, counts.length);
        int all = Axes.elements(sizes, 0, sizes.length);
        return offset < 0
                ? Optional.empty()
                : Optional.of(new Pieces(List.of(
                        new Piece(ZEROS, 0, offset),
                        new Piece(0, 0, count),
                        new Piece(ZEROS, 0, all - offset - count))));
    }

    /** Joins operands with these numbers of elements. */
    public static Pieces join(int... counts) {
        List<Piece> pieces = new ArrayList<>();
        for (int operand = 0; operand < counts.length; operand++) {
            pieces.add(new Piece(operand, 0, counts[operand]));
        }
        return new Pieces(pieces);
    }

    /** The index of the first element if all are contiguous, otherwise a negative number. */
    private static int offset(int[] sizes, int[] start, int[] step, int[] counts) {
        int[] strides = Axes.strides(sizes);
        int offset = 0;
        boolean isOne = true;
        for (int axis = 0; axis < sizes.length; axis++) {
            boolean isContiguous = isOne ? step[axis] == 1 || counts[axis] == 1 : counts[axis] == sizes[axis];
            if (!isContiguous) {
                return -1;
            }
            isOne &= counts[axis] == 1;
            offset += start[axis] * strides[axis];
        }
        return offset;
    }

    /**
     * Returns the sum of these pieces and those of other operands. Empty if both have an operand at the same position.
     *
     * @param operands the number of operands of these pieces
     */
    public Optional<Pieces> plus(Pieces others, int operands) {
        NavigableMap<Integer, Piece> byStart = new TreeMap<>();
        int length = 0;
        for (Piece piece : pieces) {
            if (piece.operand != ZEROS && piece.count > 0) {
                byStart.put(length, piece);
            }
            length += piece.count;
        }
        int start = 0;
        for (Piece piece : others.pieces) {
            if (piece.operand != ZEROS && piece.count > 0) {
                Piece moved = new Piece(operands + piece.operand, piece.offset, piece.count);
                if (byStart.put(start, moved) != null) {
                    return Optional.empty();
                }
            }
            start += piece.count;
        }
        List<Piece> sum = new ArrayList<>();
        int end = 0;
        for (Map.Entry<Integer, Piece> each : byStart.entrySet()) {
            if (each.getKey() < end) {
                return Optional.empty();
            }
            sum.add(new Piece(ZEROS, 0, each.getKey() - end));
            sum.add(each.getValue());
            end = each.getKey() + each.getValue().count;
        }
        sum.add(new Piece(ZEROS, 0, length - end));
        sum.removeIf(piece -> piece.count == 0);
        return Optional.of(new Pieces(sum));
    }

    public int size() {
        return pieces.length;
    }

    /** The index of the first element in the operand, if there is one piece; otherwise a negative number. */
    public int offset() {
        return pieces.length == 1 && pieces[0].operand != ZEROS ? pieces[0].offset : -1;
    }

    /**
     * Returns the same elements as pieces of other operands.
     *
     * @param parts for each operand, the pieces that it consists of
     * @param first for each operand, the number of the first operand of its pieces
     */
    public Pieces through(Pieces[] parts, int[] first) {
        List<Piece> joined = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.operand == ZEROS) {
                joined.add(piece);
                continue;
            }
            int begin = 0;
            for (Piece part : parts[piece.operand].pieces) {
                int from = Math.max(piece.offset - begin, 0);
                int to = Math.min(piece.offset + piece.count - begin, part.count);
                if (from < to) {
                    int operand = part.operand == ZEROS ? ZEROS : first[piece.operand] + part.operand;
                    joined.add(new Piece(operand, part.offset, part.count).part(from, to));
                }
                begin += part.count;
            }
        }
        return new Pieces(joined);
    }

    /**
     * Returns the range of elements that a loop can read from one operand, at a small distance from their own indices.
     * Empty unless it contains all elements except a few at each end.
     *
     * @param most the greatest distance, and the most elements at each end
     */
    public Optional<Shift> shift(int most) {
        int begin = 0;
        int elements = Arrays.stream(pieces).mapToInt(Piece::count).sum();
        for (Piece piece : pieces) {
            int end = begin + piece.count;
            int distance = piece.offset - begin;
            if (piece.operand != ZEROS && begin <= most && elements - end <= most && Math.abs(distance) <= most) {
                return Optional.of(new Shift(piece.operand, distance, begin, end));
            }
            begin = end;
        }
        return Optional.empty();
    }

    /** Writes each element plus 0, which differs from the element if that is −0. */
    public void addTo0(Kernels kernels, double[][] in, double[] out) {
        int at = 0;
        for (Piece piece : pieces) {
            if (piece.operand == ZEROS) {
                Arrays.fill(out, at, at + piece.count, 0.0);
            } else {
                kernels.binary(
                        BinaryFunction.ADD, in[piece.operand], piece.offset, 1, ZERO, 0, 0, out, at, piece.count);
            }
            at += piece.count;
        }
    }

    /** Returns the greatest distance between the indices of an element here and in this operand. */
    public int reach(int operand) {
        int reach = 0;
        int begin = 0;
        for (Piece piece : pieces) {
            if (piece.operand == operand) {
                reach = Math.max(reach, Math.abs(piece.offset - begin));
            }
            begin += piece.count;
        }
        return reach;
    }

    /**
     * Copies the elements {@code from} to {@code to} − 1 to {@code out}, beginning at {@code at}.
     *
     * @param starts for each operand, the index of the first element in its array; empty if all are 0
     */
    public void copy(double[][] in, int[] starts, double[] out, int at, int from, int to) {
        int begin = 0;
        for (Piece piece : pieces) {
            int first = Math.max(from, begin);
            int end = Math.min(to, begin + piece.count);
            if (first < end) {
                int target = at + first - from;
                if (piece.operand == ZEROS) {
                    Arrays.fill(out, target, target + end - first, 0.0);
                } else {
                    int start = starts.length == 0 ? 0 : starts[piece.operand];
                    int source = piece.offset + first - begin - start;
                    System.arraycopy(in[piece.operand], source, out, target, end - first);
                }
            }
            begin += piece.count;
        }
    }
}
