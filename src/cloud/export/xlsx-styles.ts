import { XML_HEAD } from './xml'

export const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

const font = (more = '') =>
  `<font>${more}<sz val="11"/>${more.includes('color') ? '' : '<color rgb="FF000000"/>'}<name val="宋体"/><charset val="134"/></font>`
const format = (numFmt: number, fontId = 0, fillId = 0, borderId = 1, align = '') =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${align === '' ? '/>' : ` applyAlignment="1"><alignment ${align}/></xf>`}`
const side = (name: string) => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`

/** In the order of `formats`; the first is the sheet's own. */
export const stylesXml = `${XML_HEAD}<styleSheet xmlns="${spreadsheet}">
<numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>
<fonts count="3">${font()}${font('<b/>')}${font('<i/>')}</fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EBF2"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${side('left')}${side('right')}${side('top')}${side('bottom')}<diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="8">${[
  format(0, 0, 0, 0),
  format(49),
  format(0),
  format(164),
  format(165),
  format(166),
  format(49, 1, 2, 1, 'horizontal="center" vertical="center" wrapText="1"'),
  format(49, 2, 0, 0),
].join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`
