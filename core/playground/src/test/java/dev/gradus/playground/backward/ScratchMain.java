package dev.gradus.playground.backward;
import java.util.*;
public class ScratchMain {
  public static void main(String[] a) {
    Passes.ALL.forEach((lesson, text) -> {
      if (a.length > 0 && !a[0].equals(lesson)) return;
      long t = System.nanoTime();
      BackwardPass p = Passes.of(lesson);
      long t1 = System.nanoTime();
      var j = p.judge(a.length > 1 ? a[1].replace(";", "\n") : text, 0.1);
      System.out.println("== " + lesson + " " + p.given() + " wanted " + p.wanted() + " right " + j.right().keySet()+" prepare "+(t1-t)/1000000+" judge "+(System.nanoTime()-t1)/1000000);
      for (var v : j.verdicts()) if (v.mark()!=BackwardPass.Mark.RIGHT || !v.isExactHere() || a.length>1) System.out.println("   " + v.mark() + " " + v.line().name() + " of " + v.of() + " " + v.isExactHere()+" " + v.fault());
    });
  }
}
