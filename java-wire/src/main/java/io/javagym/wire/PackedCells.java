package io.javagym.wire;

import io.javagym.proto.v1.Columns;
import io.javagym.proto.v1.DictColumn;
import io.javagym.proto.v1.InfoField;
import java.util.List;

/**
 * A column whose cells say where in the heap their values lie.
 *
 * @param offset of the column in the batch's memory
 * @param presentOffset of the bytes that say which rows hold a value; {@link #ALWAYS} if all do
 */
record PackedCells(int offset, long presentOffset) {
  static final long ALWAYS = -1;

  static void collect(List<InfoField> fields, List<PackedCells> cells) {
    for (InfoField field : fields) {
      collect(field.getColumns(), field.getPresentOffset(), cells);
    }
  }

  static void collect(Columns columns, long presentOffset, List<PackedCells> cells) {
    switch (columns.getKindCase()) {
      case TUPLE ->
          columns.getTuple().getItemsList().forEach(item -> collect(item, presentOffset, cells));
      case DICT -> {
        for (DictColumn field : columns.getDict().getFieldsList()) {
          collect(field.getColumns(), presentOffset, cells);
        }
      }
      case PACKED ->
          cells.add(new PackedCells((int) columns.getPacked().getOffset(), presentOffset));
      case ARRAY, KIND_NOT_SET -> {}
    }
  }
}
