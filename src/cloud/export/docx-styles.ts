import { escapeXml, XML_HEAD } from './xml'

/**
 * The form of GB/T 9704-2012 党政机关公文格式: fonts and sizes of 5.2.3 and 7, the page of 5.2.1. Lengths of a page are twentieths of a
 * point, sizes of letters half points, indents hundredths of a letter.
 */
export const wordprocessing = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

const millimetres = (length: number) => Math.round((length * 1440) / 25.4)

/** A4; 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. The page's number lies 7 mm below the text. */
export const page = {
  width: millimetres(210),
  height: millimetres(297),
  top: millimetres(37),
  right: millimetres(26),
  bottom: millimetres(35),
  left: millimetres(28),
  header: millimetres(15),
  footer: millimetres(22),
  text: millimetres(156),
} as const

/** 2号, 3号, 4号, 小4号, 小5号. */
const size = { title: 44, body: 32, page: 28, table: 24, mark: 18 } as const

/** The standard's faces, and what stands in for them where they are not installed: the list a reader of the file goes through. */
const faces = {
  方正小标宋简体: { instead: '小标宋,FZXiaoBiaoSong-B05S,华文中宋,宋体,SimSun,Noto Serif CJK SC', family: 'roman' },
  仿宋_GB2312: { instead: '仿宋,FangSong,华文仿宋,Noto Serif CJK SC', family: 'modern' },
  楷体_GB2312: { instead: '楷体,KaiTi,华文楷体,Noto Serif CJK SC', family: 'modern' },
  黑体: { instead: 'SimHei,Noto Sans CJK SC', family: 'swiss' },
  宋体: { instead: 'SimSun,Noto Serif CJK SC', family: 'roman' },
} as const
type Face = keyof typeof faces

export const fontTableXml = `${XML_HEAD}<w:fonts xmlns:w="${wordprocessing}">${Object.entries(faces)
  .map(
    ([name, { instead, family }]) =>
      `<w:font w:name="${name}"><w:altName w:val="${escapeXml(instead)}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="auto"/></w:font>`,
  )
  .join('')}</w:fonts>`

const letters = (face: Face, halfPoints: number, more = '') =>
  `<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${face}" w:cs="Times New Roman"/>${more}<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/></w:rPr>`

interface Form {
  readonly face: Face
  readonly size: number
  /** Inside of `w:pPr`, in the order that the schema has. */
  readonly paragraph: string
  readonly more?: string
}

/** 22 lines a page (5.2.2): 28 points from one to the next. */
const LINES = '<w:spacing w:line="560" w:lineRule="exact"/>'
const TWO_LETTERS = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
const heading = (face: Face, level: number): Form => ({
  face,
  size: size.body,
  paragraph: `<w:keepNext/>${LINES}${TWO_LETTERS}<w:outlineLvl w:val="${level - 1}"/>`,
})
const cell = (align: string, face: Face = '仿宋_GB2312', more = ''): Form => ({
  face,
  size: size.table,
  paragraph: `${more}<w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="${align}"/>`,
})
const besides = (align: string, face: Face, halfPoints: number, more = ''): Form => ({
  face,
  size: halfPoints,
  paragraph: `<w:spacing w:line="240" w:lineRule="auto"/>${more}<w:jc w:val="${align}"/>`,
})

/** By what a paragraph is. */
const forms = {
  Title: {
    face: '方正小标宋简体',
    size: size.title,
    paragraph:
      '<w:keepNext/><w:spacing w:after="560" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
  },
  Addressee: { face: '仿宋_GB2312', size: size.body, paragraph: LINES },
  Body: { face: '仿宋_GB2312', size: size.body, paragraph: `${LINES}${TWO_LETTERS}<w:jc w:val="both"/>` },
  Heading1: heading('黑体', 1),
  Heading2: heading('楷体_GB2312', 2),
  Heading3: heading('仿宋_GB2312', 3),
  Heading4: heading('仿宋_GB2312', 4),
  Caption: cell('center', '黑体', '<w:keepNext/>'),
  TableHead: cell('center', '黑体'),
  TableText: cell('left'),
  TableNumber: cell('right'),
  Attachment: {
    face: '仿宋_GB2312',
    size: size.body,
    paragraph: `<w:keepNext/>${LINES}<w:ind w:leftChars="500" w:left="1600"/>`,
  },
  Signature: { face: '仿宋_GB2312', size: size.body, paragraph: `<w:keepNext/>${LINES}<w:jc w:val="right"/>` },
  Note: { face: '仿宋_GB2312', size: size.body, paragraph: `<w:keepLines/>${LINES}${TWO_LETTERS}` },
  Mark: besides('center', '宋体', size.mark),
  PageOdd: besides('right', '宋体', size.page, '<w:ind w:rightChars="100" w:right="280"/>'),
  PageEven: besides('left', '宋体', size.page, '<w:ind w:leftChars="100" w:left="280"/>'),
} as const satisfies Readonly<Record<string, Form>>

export type StyleName = keyof typeof forms

export const stylesXml = `${XML_HEAD}<w:styles xmlns:w="${wordprocessing}"><w:docDefaults><w:rPrDefault>${letters(
  '仿宋_GB2312',
  size.body,
  '<w:kern w:val="2"/>',
).replace(
  '</w:rPr>',
  '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>',
)}</w:rPrDefault><w:pPrDefault><w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${Object.entries<Form>(
  forms,
)
  .map(
    ([name, form]) =>
      `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${name}"><w:name w:val="公文 ${name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${form.paragraph}</w:pPr>${letters(form.face, form.size, form.more)}</w:style>`,
  )
  .join('')}</w:styles>`
